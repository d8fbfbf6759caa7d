package dataconnections.row;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dataconnections.connection.Connection;
import dataconnections.value.Key;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Look-ups of single records, of which those that wait at the same time share a
 * statement.
 */
final class SingleRows {

	private static final String FIND = "SELECT key, data::text, expires_at FROM row WHERE connection_id = ? AND key = ?";

	private static final String FIND_SOME = "SELECT key, data::text, expires_at FROM row WHERE connection_id = ? AND key = ANY (?)";

	private final Reads reads;

	private final LookupTurns lookups;

	private final JoinedReads<Owned> joined;

	private final Clock clock;

	SingleRows(Reads reads, LookupTurns lookups, Clock clock) {
		this.reads = reads;
		this.lookups = lookups;
		this.joined = new JoinedReads<>(this::read, lookups.patience());
		this.clock = clock;
	}

	Optional<byte[]> find(Connection connection, Key key) {
		Owned owned = new Owned(connection.brandId(), connection.id());
		return this.lookups.among(owned.brandId(), () -> Optional.ofNullable(this.joined.read(owned, key.text())));
	}

	private Map<String, byte[]> read(Owned connection, String[] keys) {
		return this.lookups.statement(connection.brandId(), () -> read(connection.id(), keys));
	}

	private Map<String, byte[]> read(UUID connectionId, String[] keys) {
		return this.reads.read((reader) -> read(reader.jdbc(), connectionId, keys));
	}

	private Map<String, byte[]> read(JdbcTemplate jdbc, UUID connectionId, String[] keys) {
		Map<String, byte[]> found = HashMap.newHashMap(keys.length);
		RowCallbackHandler reading = (rs) -> {
			if (isAlive(rs)) {
				found.put(new String(rs.getBytes(1), StandardCharsets.UTF_8), rs.getBytes(2));
			}
		};
		if (keys.length == 1) {
			jdbc.query(FIND, reading, connectionId, keys[0]);
		}
		else {
			jdbc.query(FIND_SOME, reading, connectionId, keys);
		}
		return found;
	}

	private boolean isAlive(ResultSet found) throws SQLException {
		OffsetDateTime expiry = found.getObject(3, OffsetDateTime.class);
		return expiry == null || expiry.toInstant().isAfter(this.clock.instant());
	}

	/** A connection, and whose it is. */
	private record Owned(UUID brandId, UUID id) {
	}

}
