package dataconnections.row;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clears away what nobody can read any more: expired rows, rows of deleted connections,
 * and batches that were left open. Works in bounded chunks, or one batch after the other,
 * each its own transaction, and skips what another replica is clearing or an upload is
 * writing.
 */
@Component
class Sweeper {

	private static final Logger logger = LoggerFactory.getLogger(Sweeper.class);

	private static final int CONNECTIONS = 100;

	private static final String PURGE = """
			DELETE FROM %1$s WHERE connection_id = :connection AND ctid = ANY (ARRAY(
				SELECT ctid FROM %1$s WHERE connection_id = :connection LIMIT :chunk FOR UPDATE SKIP LOCKED))""";

	static final String EXPIRING = """
			SELECT connection_id FROM row_summary WHERE earliest_expiry <= :now ORDER BY earliest_expiry LIMIT :limit""";

	static final String EXPIRE = """
			DELETE FROM row WHERE connection_id = :connection AND ctid = ANY (ARRAY(
				SELECT ctid FROM row WHERE connection_id = :connection AND expires_at <= :now
				ORDER BY expires_at LIMIT :chunk FOR UPDATE SKIP LOCKED))""";

	static final String ABANDONED = """
			DELETE FROM batch WHERE (connection_id, batch_uuid) = (
				SELECT connection_id, batch_uuid FROM batch WHERE touched_at < :before
				ORDER BY touched_at LIMIT 1 FOR UPDATE SKIP LOCKED)
			RETURNING connection_id, batch_uuid""";

	private static final List<String> TABLES = List.of("row", "staged_row", "batch", "row_summary");

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Connections connections;

	private final Summaries summaries;

	private final RowSettings settings;

	private final Clock clock;

	Sweeper(@Qualifier(UploadPool.NAME) DataSource uploads, Connections connections, Summaries summaries,
			RowSettings settings, Clock clock) {
		this.jdbc = JdbcClient.create(uploads);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.connections = connections;
		this.summaries = summaries;
		this.settings = settings;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "${data-connections.row.sweep-interval:15s}",
			initialDelayString = "${data-connections.row.sweep-interval:15s}")
	void sweep() {
		expiring().forEach(this::expire);
		while (dropAbandonedBatch()) {
			logger.info("Dropped a batch that was left open");
		}
		this.connections.deleted(CONNECTIONS).forEach(this::purge);
	}

	void purge(UUID connection) {
		long rows = TABLES.stream().mapToLong((table) -> purge(table, connection)).sum();
		if (TABLES.stream().allMatch((table) -> isEmpty(table, connection))) {
			this.connections.forget(connection);
			logger.info("Purged {} rows of a deleted connection", rows);
		}
	}

	private long purge(String table, UUID connection) {
		long rows = 0;
		int deleted;
		do {
			deleted = this.jdbc.sql(PURGE.formatted(table))
				.param("connection", connection)
				.param("chunk", this.settings.sweepChunk())
				.update();
			rows += deleted;
		}
		while (deleted > 0);
		return rows;
	}

	/** What another replica is clearing is not gone yet. */
	private boolean isEmpty(String table, UUID connection) {
		return this.jdbc.sql("SELECT 1 FROM " + table + " WHERE connection_id = :connection LIMIT 1")
			.param("connection", connection)
			.query(Integer.class)
			.optional()
			.isEmpty();
	}

	private List<UUID> expiring() {
		return this.jdbc.sql(EXPIRING)
			.param("now", now())
			.param("limit", CONNECTIONS)
			.query((rs, n) -> rs.getObject(1, UUID.class))
			.list();
	}

	private void expire(UUID connection) {
		try {
			while (Boolean.TRUE.equals(this.transaction.execute((status) -> expireChunk(connection)))) {
				logger.debug("More expired rows follow");
			}
		}
		catch (ProblemException ex) {
			logger.debug("The connection was deleted meanwhile; its rows will be purged", ex);
		}
	}

	private boolean expireChunk(UUID connection) {
		int deleted = this.jdbc.sql(EXPIRE)
			.param("connection", connection)
			.param("now", now())
			.param("chunk", this.settings.sweepChunk())
			.update();
		this.summaries.refreshExpiry(this.jdbc, connection);
		this.connections.changeRecordCount(this.jdbc, connection, -deleted);
		return deleted == this.settings.sweepChunk();
	}

	private boolean dropAbandonedBatch() {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.jdbc.sql(ABANDONED)
			.param("before", now().minus(this.settings.batchLifetime()))
			.query((rs, n) -> this.jdbc.sql("DELETE FROM staged_row WHERE connection_id = ? AND batch_uuid = ?")
				.params(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class))
				.update())
			.optional()
			.isPresent()));
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
