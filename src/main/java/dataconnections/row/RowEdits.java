package dataconnections.row;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import dataconnections.connection.Connections;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes to records that exist: partial updates and deletions. All or nothing, rows
 * locked in the order of their keys.
 */
@Service
public class RowEdits {

	private static final String LOCK = """
			SELECT key, data::text FROM row WHERE connection_id = ? AND key = ANY (?)
			AND (expires_at IS NULL OR expires_at > ?) ORDER BY key FOR UPDATE""";

	private static final String DELETE = """
			DELETE FROM row WHERE connection_id = ? AND key IN (
				SELECT key FROM row WHERE connection_id = ? AND key = ANY (?) ORDER BY key FOR UPDATE)
			RETURNING key, (expires_at IS NULL OR expires_at > ?) AS existed""";

	private static final String REPLACE = "UPDATE row SET data = ?::jsonb WHERE connection_id = ? AND key = ?";

	private static final String EXPIRE = "UPDATE row SET expires_at = ? WHERE connection_id = ? AND key = ?";

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final TransactionTemplate transaction;

	private final Connections connections;

	private final Summaries summaries;

	private final Clock clock;

	RowEdits(@Qualifier(UploadPool.NAME) DataSource uploads, Connections connections, Summaries summaries,
			Clock clock) {
		this.jdbc = new JdbcTemplate(uploads);
		this.client = JdbcClient.create(this.jdbc);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.connections = connections;
		this.summaries = summaries;
		this.clock = clock;
	}

	/**
	 * Deletes records.
	 * @param connectionId the connection
	 * @param keys the keys of those to go
	 * @return the keys of those that existed
	 */
	public Set<String> delete(UUID connectionId, Collection<Key> keys) {
		return java.util.Objects.requireNonNull(this.transaction.execute((status) -> {
			Set<String> existed = new HashSet<>();
			long[] gone = { 0 };
			this.jdbc.query(DELETE, (rs) -> {
				gone[0]++;
				if (rs.getBoolean("existed")) {
					existed.add(rs.getString("key"));
				}
			}, connectionId, connectionId, texts(keys), now());
			this.connections.changeRecordCount(this.client, connectionId, -gone[0]);
			return existed;
		}));
	}

	/**
	 * Changes records one by one, in the order given.
	 * @param connectionId the connection
	 * @param changes the changes; several may name one key
	 * @param fields where the fields of the changed records are noted
	 * @return the keys of the records that exist
	 */
	public Set<String> change(UUID connectionId, List<Change> changes, FieldTypes fields) {
		return java.util.Objects.requireNonNull(this.transaction.execute((status) -> {
			Map<String, String> records = lock(connectionId, changes.stream().map(Change::key).toList());
			OffsetDateTime earliest = null;
			for (Change change : changes) {
				String key = change.key().text();
				String before = records.get(key);
				if (before != null) {
					records.put(key, change.merge().apply(before));
					earliest = earlier(earliest, expire(connectionId, change));
				}
			}
			this.jdbc.batchUpdate(REPLACE,
					records.entrySet()
						.stream()
						.map((entry) -> new Object[] { entry.getValue(), connectionId, entry.getKey() })
						.toList());
			this.summaries.note(this.client, connectionId, fields, earliest);
			this.connections.changeRecordCount(this.client, connectionId, 0);
			return Set.copyOf(records.keySet());
		}));
	}

	private @Nullable OffsetDateTime expire(UUID connectionId, Change change) {
		if (!change.changesExpiry()) {
			return null;
		}
		OffsetDateTime expiry = (change.ttlSeconds() != null) ? now().plusSeconds(change.ttlSeconds()) : null;
		this.jdbc.update(EXPIRE, expiry, connectionId, change.key().text());
		return expiry;
	}

	private static @Nullable OffsetDateTime earlier(@Nullable OffsetDateTime one, @Nullable OffsetDateTime other) {
		return (one == null || (other != null && other.isBefore(one))) ? other : one;
	}

	private Map<String, String> lock(UUID connectionId, Collection<Key> keys) {
		Map<String, String> records = new HashMap<>();
		this.jdbc.query(LOCK, (rs) -> {
			records.put(rs.getString(1), rs.getString(2));
		}, connectionId, texts(keys), now());
		return records;
	}

	private static String[] texts(Collection<Key> keys) {
		return keys.stream().map(Key::text).distinct().toArray(String[]::new);
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	/**
	 * A change to one record.
	 *
	 * @param key the record's key
	 * @param merge from the record's JSON text to the new one
	 * @param changesExpiry whether the time to live changes as well
	 * @param ttlSeconds seconds from now to expiry; null for never
	 */
	public record Change(Key key, UnaryOperator<String> merge, boolean changesExpiry, @Nullable Long ttlSeconds) {
	}

}
