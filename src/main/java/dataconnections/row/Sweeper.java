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
 * and batches that were left open. Works in bounded chunks, each its own transaction, and
 * skips what another replica is clearing.
 */
@Component
class Sweeper {

	private static final Logger logger = LoggerFactory.getLogger(Sweeper.class);

	private static final int CONNECTIONS = 100;

	private static final String PURGE = """
			DELETE FROM %1$s WHERE connection_id = :connection AND ctid = ANY (ARRAY(
				SELECT ctid FROM %1$s WHERE connection_id = :connection LIMIT :chunk FOR UPDATE SKIP LOCKED))""";

	private static final String EXPIRE = """
			DELETE FROM row WHERE connection_id = :connection AND key IN (
				SELECT key FROM row WHERE connection_id = :connection AND expires_at <= :now
				ORDER BY expires_at LIMIT :chunk FOR UPDATE SKIP LOCKED)""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Connections connections;

	private final RowSettings settings;

	private final Clock clock;

	Sweeper(@Qualifier(UploadPool.NAME) DataSource uploads, Connections connections, RowSettings settings,
			Clock clock) {
		this.jdbc = JdbcClient.create(uploads);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.connections = connections;
		this.settings = settings;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "${data-connections.row.sweep-interval:15s}",
			initialDelayString = "${data-connections.row.sweep-interval:15s}")
	void sweep() {
		this.connections.deleted(CONNECTIONS).forEach(this::purge);
		expiring().forEach(this::expire);
		dropAbandonedBatches();
	}

	void purge(UUID connection) {
		long rows = 0;
		for (String table : List.of("row", "staged_row", "batch", "row_summary")) {
			int deleted;
			do {
				deleted = this.jdbc.sql(PURGE.formatted(table))
					.param("connection", connection)
					.param("chunk", this.settings.sweepChunk())
					.update();
				rows += deleted;
			}
			while (deleted > 0);
		}
		if (this.jdbc.sql("SELECT 1 FROM row WHERE connection_id = :connection LIMIT 1")
			.param("connection", connection)
			.query(Integer.class)
			.optional()
			.isEmpty()) {
			this.connections.forget(connection);
			logger.info("Purged {} rows of a deleted connection", rows);
		}
	}

	private List<UUID> expiring() {
		return this.jdbc.sql("SELECT connection_id FROM row_summary WHERE earliest_expiry <= :now LIMIT :limit")
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
		this.jdbc.sql("""
				UPDATE row_summary SET earliest_expiry = (
					SELECT min(expires_at) FROM row WHERE connection_id = :connection AND expires_at IS NOT NULL)
				WHERE connection_id = :connection""").param("connection", connection).update();
		this.connections.changeRecordCount(this.jdbc, connection, -deleted);
		return deleted == this.settings.sweepChunk();
	}

	private void dropAbandonedBatches() {
		OffsetDateTime before = now().minus(this.settings.batchLifetime());
		this.transaction.executeWithoutResult((status) -> this.jdbc.sql("""
				WITH abandoned AS (
					DELETE FROM batch WHERE (connection_id, batch_uuid) IN (
						SELECT connection_id, batch_uuid FROM batch WHERE touched_at < :before
						LIMIT :limit FOR UPDATE SKIP LOCKED)
					RETURNING connection_id, batch_uuid)
				DELETE FROM staged_row USING abandoned WHERE staged_row.connection_id = abandoned.connection_id
				AND staged_row.batch_uuid = abandoned.batch_uuid""")
			.param("before", before)
			.param("limit", CONNECTIONS)
			.update());
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
