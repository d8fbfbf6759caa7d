package dataconnections.row;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes expired rows, in bounded chunks, passing over those that another replica is
 * clearing or an upload is writing.
 */
@Component
class Expiry {

	private static final Logger logger = LoggerFactory.getLogger(Expiry.class);

	private static final int CONNECTIONS = 100;

	static final String EXPIRING = """
			SELECT connection_id FROM row_summary WHERE earliest_expiry <= :now ORDER BY earliest_expiry LIMIT :limit""";

	static final String EXPIRE = """
			DELETE FROM row WHERE connection_id = :connection AND ctid = ANY (ARRAY(
				SELECT ctid FROM row WHERE connection_id = :connection AND expires_at <= :now
				ORDER BY expires_at LIMIT :chunk FOR UPDATE SKIP LOCKED))""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Connections connections;

	private final Summaries summaries;

	private final ClearingMetrics metrics;

	private final int chunk;

	private final Clock clock;

	Expiry(@Qualifier(UploadPool.NAME) DataSource uploads, Connections connections, Summaries summaries,
			ClearingMetrics metrics, RowSettings settings, Clock clock) {
		this.jdbc = JdbcClient.create(uploads);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.connections = connections;
		this.summaries = summaries;
		this.metrics = metrics;
		this.chunk = settings.sweepChunk();
		this.clock = clock;
	}

	/** Connections that have an expired row, or had one. */
	List<UUID> connections() {
		return this.jdbc.sql(EXPIRING)
			.param("now", now())
			.param("limit", CONNECTIONS)
			.query((rs, n) -> rs.getObject(1, UUID.class))
			.list();
	}

	/** Deletes a chunk; true if more may follow. */
	boolean clear(UUID connection) {
		try {
			int deleted = Objects.requireNonNull(this.transaction.execute((status) -> delete(connection)));
			this.metrics.expired(deleted);
			return deleted == this.chunk;
		}
		catch (ProblemException ex) {
			logger.debug("The connection was deleted meanwhile; its rows will be purged", ex);
			return false;
		}
	}

	private int delete(UUID connection) {
		int deleted = this.jdbc.sql(EXPIRE)
			.param("connection", connection)
			.param("now", now())
			.param("chunk", this.chunk)
			.update();
		this.summaries.refreshExpiry(this.jdbc, connection);
		this.connections.changeRecordCount(this.jdbc, connection, -deleted);
		return deleted;
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
