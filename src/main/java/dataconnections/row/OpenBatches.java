package dataconnections.row;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Uploads of several requests that are not completed yet: their rows are kept where no
 * reader sees them. One that {@link AbandonedBatches} are dropping does not exist.
 */
@Component
class OpenBatches {

	/** The rows of a batch, the last of each key. */
	static final String LAST_ROWS = """
			SELECT DISTINCT ON (key) key, data, ttl_seconds FROM staged_row
			WHERE connection_id = :connection AND batch_uuid = :batch ORDER BY key, seq DESC""";

	private final Clock clock;

	OpenBatches(Clock clock) {
		this.clock = clock;
	}

	/** Opens a batch, or keeps it from being dropped for another while. */
	void touch(JdbcClient upload, UUID connection, UUID batch) {
		if (!open(upload, connection, batch)) {
			clear(upload, connection, batch);
			delete(upload, connection, batch);
			open(upload, connection, batch);
		}
	}

	/** Notes which fields the rows of a batch have. */
	void note(JdbcClient upload, UUID connection, UUID batch, FieldTypes fields) {
		FieldTypes known = upload
			.sql("SELECT fields::text FROM batch WHERE connection_id = :connection AND batch_uuid = :batch")
			.param("connection", connection)
			.param("batch", batch)
			.query((rs, n) -> StoredFields.read(rs.getString(1)))
			.single();
		if (known.addAll(fields)) {
			upload.sql("""
					UPDATE batch SET fields = :fields::jsonb
					WHERE connection_id = :connection AND batch_uuid = :batch""")
				.param("fields", StoredFields.write(known))
				.param("connection", connection)
				.param("batch", batch)
				.update();
		}
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

	/** Closes a batch and gives the fields of its rows; empty if it is not open. */
	Optional<FieldTypes> close(JdbcClient upload, UUID connection, UUID batch) {
		return upload.sql("""
				DELETE FROM batch WHERE connection_id = :connection AND batch_uuid = :batch AND dropped_up_to IS NULL
				RETURNING fields::text""")
			.param("connection", connection)
			.param("batch", batch)
			.query((rs, n) -> StoredFields.read(rs.getString(1)))
			.optional();
	}

	/** Removes the rows of a batch that is closed. */
	void clear(JdbcClient upload, UUID connection, UUID batch) {
		upload.sql("DELETE FROM staged_row WHERE connection_id = :connection AND batch_uuid = :batch")
			.param("connection", connection)
			.param("batch", batch)
			.update();
	}

	/** Locks the batch; false if it is one that is being dropped. */
	private boolean open(JdbcClient upload, UUID connection, UUID batch) {
		return upload.sql("""
				INSERT INTO batch (connection_id, batch_uuid, touched_at) VALUES (:connection, :batch, :now)
				ON CONFLICT (connection_id, batch_uuid) DO UPDATE SET touched_at = excluded.touched_at
				WHERE batch.dropped_up_to IS NULL""")
			.param("connection", connection)
			.param("batch", batch)
			.param("now", now())
			.update() > 0;
	}

	private static void delete(JdbcClient jdbc, UUID connection, UUID batch) {
		jdbc.sql("DELETE FROM batch WHERE connection_id = :connection AND batch_uuid = :batch")
			.param("connection", connection)
			.param("batch", batch)
			.update();
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
