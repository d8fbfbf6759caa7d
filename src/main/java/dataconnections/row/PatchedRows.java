package dataconnections.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Records as patches change them, written back a batch at a time. A record is written
 * once all of its patches are applied: until then the database may still be asked for it.
 */
class PatchedRows {

	private static final int BATCH_CHARACTERS = 1024 * 1024;

	private static final int BATCH_ROWS = 1_000;

	private static final String UPDATE = """
			UPDATE row SET data = ?::jsonb, expires_at = ? WHERE connection_id = ? AND key = ?""";

	private final Connection transaction;

	private final UUID connection;

	private final OffsetDateTime now;

	private final RowPatch patch;

	private final List<Changed> batch = new ArrayList<>();

	private final List<Missing> missing = new ArrayList<>();

	private @Nullable Changed current;

	private @Nullable OffsetDateTime earliest;

	private long weight;

	private long count;

	PatchedRows(Connection transaction, UUID connection, OffsetDateTime now, RowPatch patch) {
		this.transaction = transaction;
		this.connection = connection;
		this.now = now;
		this.patch = patch;
	}

	void miss(long seq, String asked) {
		this.missing.add(new Missing(seq, asked));
	}

	void patch(Key key, ResultSet record, ResultSet patches) throws SQLException {
		Changed before = this.current;
		if (before == null || !before.key().equals(key)) {
			keep();
			before = new Changed(key, record.getString(2), record.getObject(3, OffsetDateTime.class));
		}
		String data = this.patch.apply(patches.getLong(1), before.data(), patches.getString(3));
		Long ttl = patches.getObject(5, Long.class);
		this.current = new Changed(key, data, (ttl != null) ? expiry(ttl) : before.expiry());
	}

	void finish() throws SQLException {
		keep();
		write();
	}

	long count() {
		return this.count;
	}

	List<String> missing() {
		return this.missing.stream().sorted(Comparator.comparingLong(Missing::seq)).map(Missing::asked).toList();
	}

	@Nullable OffsetDateTime earliestExpiry() {
		return this.earliest;
	}

	private @Nullable OffsetDateTime expiry(long ttl) {
		return (ttl == Row.NEVER) ? null : this.now.plusSeconds(ttl);
	}

	private void keep() throws SQLException {
		Changed changed = this.current;
		if (changed == null) {
			return;
		}
		this.current = null;
		this.batch.add(changed);
		this.count++;
		this.weight += changed.data().length();
		OffsetDateTime expiry = changed.expiry();
		if (expiry != null && (this.earliest == null || expiry.isBefore(this.earliest))) {
			this.earliest = expiry;
		}
		if (this.weight >= BATCH_CHARACTERS || this.batch.size() >= BATCH_ROWS) {
			write();
		}
	}

	private void write() throws SQLException {
		if (this.batch.isEmpty()) {
			return;
		}
		try (PreparedStatement update = this.transaction.prepareStatement(UPDATE)) {
			for (Changed changed : this.batch) {
				update.setString(1, changed.data());
				update.setObject(2, changed.expiry(), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
				update.setObject(3, this.connection);
				update.setString(4, changed.key().text());
				update.addBatch();
			}
			update.executeBatch();
		}
		this.batch.clear();
		this.weight = 0;
	}

	private record Changed(Key key, String data, @Nullable OffsetDateTime expiry) {
	}

	private record Missing(long seq, String asked) {
	}

}
