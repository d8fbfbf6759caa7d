package dataconnections.row;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is known of a connection's rows without reading them: which fields were seen, and
 * when the first row may expire.
 */
@Component
class Summaries {

	void note(JdbcClient jdbc, UUID connection, FieldTypes fields, @Nullable OffsetDateTime expiry) {
		jdbc.sql("INSERT INTO row_summary (connection_id, fields) VALUES (:connection, '{}') ON CONFLICT DO NOTHING")
			.param("connection", connection)
			.update();
		FieldTypes known = read(jdbc, connection, " FOR UPDATE");
		if (known.addAll(fields)) {
			jdbc.sql("UPDATE row_summary SET fields = :fields::jsonb WHERE connection_id = :connection")
				.param("fields", StoredFields.write(known))
				.param("connection", connection)
				.update();
		}
		if (expiry != null) {
			jdbc.sql("""
					UPDATE row_summary SET earliest_expiry = :expiry WHERE connection_id = :connection
					AND (earliest_expiry IS NULL OR earliest_expiry > :expiry)""")
				.param("expiry", expiry)
				.param("connection", connection)
				.update();
		}
	}

	/**
	 * Finds out when the next row may expire. The lock comes first, in a statement of its
	 * own: rows of an upload that held it are then seen, and one that comes later notes
	 * its own expiry afterwards.
	 */
	void refreshExpiry(JdbcClient jdbc, UUID connection) {
		read(jdbc, connection, " FOR UPDATE");
		jdbc.sql("""
				UPDATE row_summary SET earliest_expiry = (
					SELECT min(expires_at) FROM row WHERE connection_id = :connection AND expires_at IS NOT NULL)
				WHERE connection_id = :connection""").param("connection", connection).update();
	}

	FieldTypes fields(JdbcClient jdbc, UUID connection) {
		return read(jdbc, connection, "");
	}

	boolean mayHaveExpired(JdbcClient jdbc, UUID connection, OffsetDateTime now) {
		return jdbc.sql("SELECT 1 FROM row_summary WHERE connection_id = :connection AND earliest_expiry <= :now")
			.param("connection", connection)
			.param("now", now)
			.query(Integer.class)
			.optional()
			.isPresent();
	}

	private FieldTypes read(JdbcClient jdbc, UUID connection, String lock) {
		return jdbc.sql("SELECT fields::text FROM row_summary WHERE connection_id = :connection" + lock)
			.param("connection", connection)
			.query(String.class)
			.optional()
			.map(StoredFields::read)
			.orElseGet(FieldTypes::new);
	}

}
