package dataconnections.row;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import dataconnections.connection.Connections;
import dataconnections.row.Staging.Patched;
import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lays staged patches over the records that exist: both are read side by side in the
 * order of their keys, a few at a time, so that memory does not depend on their number
 * and rows are locked in the same order as by uploads.
 */
@Component
class Patches {

	private static final int FETCH_SIZE = 16;

	private static final String PATCHES = """
			SELECT seq, key, data -> 'patch', data ->> 'asked', ttl_seconds FROM arriving_row ORDER BY key, seq""";

	private static final String RECORDS = """
			SELECT key, data::text, expires_at FROM row WHERE connection_id = ?
			AND key IN (SELECT key FROM arriving_row) AND (expires_at IS NULL OR expires_at > ?)
			ORDER BY key FOR UPDATE""";

	private final Connections connections;

	private final Summaries summaries;

	private final Clock clock;

	Patches(Connections connections, Summaries summaries, Clock clock) {
		this.connections = connections;
		this.summaries = summaries;
		this.clock = clock;
	}

	Patched apply(java.sql.Connection transaction, UUID connection, RowPatch patch, FieldTypes fields)
			throws SQLException {
		return Deadlocks.outlive(transaction, () -> applyOnce(transaction, connection, patch, fields));
	}

	private Patched applyOnce(java.sql.Connection transaction, UUID connection, RowPatch patch, FieldTypes fields)
			throws SQLException {
		OffsetDateTime now = this.clock.instant().atOffset(ZoneOffset.UTC);
		PatchedRows rows = new PatchedRows(transaction, connection, now, patch);
		try (PreparedStatement patches = transaction.prepareStatement(PATCHES);
				PreparedStatement records = transaction.prepareStatement(RECORDS)) {
			records.setObject(1, connection);
			records.setObject(2, now);
			patches.setFetchSize(FETCH_SIZE);
			records.setFetchSize(FETCH_SIZE);
			try (ResultSet each = patches.executeQuery(); ResultSet found = records.executeQuery()) {
				merge(each, found, rows);
			}
		}
		JdbcClient jdbc = Publication.client(transaction);
		this.summaries.note(jdbc, connection, fields, rows.earliestExpiry());
		this.connections.changeRecordCount(jdbc, connection, 0);
		return new Patched(rows.count(), rows.missing());
	}

	private static void merge(ResultSet patches, ResultSet records, PatchedRows rows) throws SQLException {
		Key record = next(records);
		while (patches.next()) {
			Key key = new Key(patches.getString(2));
			while (record != null && record.compareTo(key) < 0) {
				record = next(records);
			}
			if (record == null || !record.equals(key)) {
				rows.miss(patches.getLong(1), patches.getString(4));
			}
			else {
				rows.patch(key, records, patches);
			}
		}
		rows.finish();
	}

	private static @Nullable Key next(ResultSet records) throws SQLException {
		return records.next() ? new Key(records.getString(1)) : null;
	}

}
