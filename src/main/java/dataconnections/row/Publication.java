package dataconnections.row;

import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import dataconnections.connection.Connections;
import dataconnections.connection.LastUpload;
import dataconnections.row.Staging.Published;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * The statements that make staged rows visible. All run in the caller's transaction, each
 * on one connection's rows only, and lock rows in the order of their keys, so that two
 * uploads do not deadlock.
 */
@Component
class Publication {

	static final String CREATE_TABLE = """
			CREATE TEMPORARY TABLE IF NOT EXISTS arriving_row
			(seq bigint, key text COLLATE "C", data jsonb, ttl_seconds bigint) ON COMMIT DELETE ROWS""";

	static final String COPY = "COPY arriving_row (seq, key, data, ttl_seconds) FROM STDIN (FORMAT binary)";

	private static final String ARRIVING = "SELECT key, data, ttl_seconds FROM arriving_row";

	private static final String ARRIVING_LAST = """
			SELECT DISTINCT ON (key) key, data, ttl_seconds FROM arriving_row ORDER BY key, seq DESC""";

	/**
	 * A record that is the same already is only locked. Compared are the bytes that are
	 * stored ({@code *<>}), as 1 and 1.0 are equal in JSONB.
	 */
	private static final String MERGE = """
			WITH latest AS NOT MATERIALIZED (%s), merged AS (
				INSERT INTO row AS stored (connection_id, key, data, expires_at)
				SELECT :connection, key, data, :now + ttl_seconds * interval '1 second' FROM latest
				ON CONFLICT (connection_id, key) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at
				WHERE ROW(stored.data, stored.expires_at)::record *<> ROW(excluded.data, excluded.expires_at)::record
				RETURNING (xmax = 0) AS inserted, expires_at)
			SELECT (SELECT count(*) FROM latest) AS total, count(*) FILTER (WHERE inserted) AS inserted,
				min(expires_at) AS earliest FROM merged""";

	/**
	 * Those that replace an expired record, which is none: they count as inserted.
	 * Written so that each is found by its key, whatever the database believes: of a
	 * connection that it has no statistics of yet it expects one record, and would go
	 * through all that have expired for each that arrives.
	 */
	private static final String LOCK_EXPIRED = """
			SELECT count(*) FROM (SELECT key FROM (%s) AS latest ORDER BY key) AS arrived
			CROSS JOIN LATERAL (
				SELECT FROM row WHERE connection_id = :connection AND key = arrived.key
				AND coalesce(expires_at, 'infinity') <= :now FOR UPDATE) AS expired""";

	private final Connections connections;

	private final Summaries summaries;

	private final OpenBatches batches;

	private final Clock clock;

	Publication(Connections connections, Summaries summaries, OpenBatches batches, Clock clock) {
		this.connections = connections;
		this.summaries = summaries;
		this.batches = batches;
		this.clock = clock;
	}

	Published publish(java.sql.Connection transaction, UUID connection, @Nullable UUID batch, @Nullable Long ttlSeconds,
			FieldTypes fields, boolean ascending) throws SQLException {
		JdbcClient jdbc = client(transaction);
		defaultTtl(jdbc, ttlSeconds);
		if (batch != null) {
			Optional<FieldTypes> open = this.batches.close(jdbc, connection, batch);
			if (open.isPresent()) {
				this.batches.stage(jdbc, connection, batch);
				open.get().addAll(fields);
				Published published = merge(transaction, connection, batch, OpenBatches.LAST_ROWS, open.get());
				this.batches.clear(jdbc, connection, batch);
				return published;
			}
		}
		return merge(transaction, connection, batch, ascending ? ARRIVING : ARRIVING_LAST, fields);
	}

	/** Publishes rows that are an upload, and notes it. */
	Published upload(java.sql.Connection transaction, UUID connection, @Nullable UUID batch, @Nullable Long ttlSeconds,
			FieldTypes fields, boolean ascending) throws SQLException {
		Published published = publish(transaction, connection, batch, ttlSeconds, fields, ascending);
		this.connections.noteUpload(client(transaction), connection,
				new LastUpload(this.clock.instant(), published.inserted() + published.updated()));
		return published;
	}

	void keep(java.sql.Connection transaction, UUID connection, UUID batch, @Nullable Long ttlSeconds,
			FieldTypes fields) {
		JdbcClient jdbc = client(transaction);
		defaultTtl(jdbc, ttlSeconds);
		this.batches.touch(jdbc, connection, batch);
		this.batches.stage(jdbc, connection, batch);
		this.batches.note(jdbc, connection, batch, fields);
		this.connections.changeRecordCount(jdbc, connection, 0);
	}

	private Published merge(java.sql.Connection transaction, UUID connection, @Nullable UUID batch, String rows,
			FieldTypes fields) throws SQLException {
		JdbcClient jdbc = client(transaction);
		return Deadlocks.outlive(transaction, () -> merge(jdbc, connection, batch, rows, fields));
	}

	private Published merge(JdbcClient jdbc, UUID connection, @Nullable UUID batch, String rows, FieldTypes fields) {
		OffsetDateTime now = now();
		long expired = 0;
		if (this.summaries.mayHaveExpired(jdbc, connection, now)) {
			expired = jdbc.sql(LOCK_EXPIRED.formatted(rows))
				.param("connection", connection)
				.param("batch", batch)
				.param("now", now)
				.query(Long.class)
				.single();
		}
		Merged merged = jdbc.sql(MERGE.formatted(rows))
			.param("connection", connection)
			.param("batch", batch)
			.param("now", now)
			.query((rs, n) -> new Merged(rs.getLong("total"), rs.getLong("inserted"),
					rs.getObject("earliest", OffsetDateTime.class)))
			.single();
		this.summaries.note(jdbc, connection, fields, merged.earliest());
		this.connections.changeRecordCount(jdbc, connection, merged.inserted());
		long inserted = merged.inserted() + expired;
		return new Published(inserted, merged.total() - inserted);
	}

	private static void defaultTtl(JdbcClient jdbc, @Nullable Long ttlSeconds) {
		if (ttlSeconds != null) {
			jdbc.sql("UPDATE arriving_row SET ttl_seconds = :ttl WHERE ttl_seconds IS NULL")
				.param("ttl", ttlSeconds)
				.update();
		}
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	static JdbcClient client(java.sql.Connection transaction) {
		return JdbcClient.create(new SingleConnectionDataSource(transaction, true));
	}

	private record Merged(long total, long inserted, @Nullable OffsetDateTime earliest) {
	}

}
