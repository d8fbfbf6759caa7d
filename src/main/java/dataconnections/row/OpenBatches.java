package dataconnections.row;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Uploads of several requests that are not completed yet: their rows are kept where no
 * reader sees them. One that nobody goes on with is dropped.
 */
@Component
class OpenBatches {

	private static final Logger logger = LoggerFactory.getLogger(OpenBatches.class);

	static final String ABANDONED = """
			DELETE FROM batch WHERE (connection_id, batch_uuid) = (
				SELECT connection_id, batch_uuid FROM batch WHERE touched_at < :before
				ORDER BY touched_at LIMIT 1 FOR UPDATE SKIP LOCKED)
			RETURNING connection_id, batch_uuid""";

	/** The rows of a batch, the last of each key. */
	static final String LAST_ROWS = """
			SELECT DISTINCT ON (key) key, data, ttl_seconds FROM staged_row
			WHERE connection_id = :connection AND batch_uuid = :batch ORDER BY key, seq DESC""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Duration lifetime;

	private final Clock clock;

	OpenBatches(@Qualifier(UploadPool.NAME) DataSource uploads, RowSettings settings, Clock clock) {
		this.jdbc = JdbcClient.create(uploads);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.lifetime = settings.batchLifetime();
		this.clock = clock;
	}

	/** Opens a batch, or keeps it from being dropped for another while. */
	void touch(JdbcClient upload, UUID connection, UUID batch) {
		upload.sql("""
				INSERT INTO batch (connection_id, batch_uuid, touched_at) VALUES (:connection, :batch, :now)
				ON CONFLICT (connection_id, batch_uuid) DO UPDATE SET touched_at = excluded.touched_at""")
			.param("connection", connection)
			.param("batch", batch)
			.param("now", now())
			.update();
	}

	/** Moves the rows that have arrived to those of a batch. */
	void stage(JdbcClient upload, UUID connection, UUID batch) {
		upload.sql("""
				INSERT INTO staged_row (connection_id, batch_uuid, key, data, ttl_seconds)
				SELECT :connection, :batch, key, data, ttl_seconds FROM arriving_row ORDER BY arriving_row.seq""")
			.param("connection", connection)
			.param("batch", batch)
			.update();
	}

	/** Closes a batch; false if it is not open. */
	boolean close(JdbcClient upload, UUID connection, UUID batch) {
		return upload.sql("DELETE FROM batch WHERE connection_id = :connection AND batch_uuid = :batch")
			.param("connection", connection)
			.param("batch", batch)
			.update() > 0;
	}

	/** Removes the rows of a batch that is closed. */
	void clear(JdbcClient upload, UUID connection, UUID batch) {
		upload.sql("DELETE FROM staged_row WHERE connection_id = :connection AND batch_uuid = :batch")
			.param("connection", connection)
			.param("batch", batch)
			.update();
	}

	/** Drops one batch that was left open too long; true if there was one. */
	boolean dropAbandoned() {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.jdbc.sql(ABANDONED)
			.param("before", now().minus(this.lifetime))
			.query((rs, n) -> drop(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class)))
			.optional()
			.isPresent()));
	}

	private UUID drop(UUID connection, UUID batch) {
		clear(this.jdbc, connection, batch);
		logger.info("Dropped a batch that was left open");
		return batch;
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
