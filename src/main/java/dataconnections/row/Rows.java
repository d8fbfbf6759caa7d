package dataconnections.row;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import dataconnections.answer.AnswerShare;
import dataconnections.connection.Connection;
import dataconnections.value.Key;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The records of upload-based connections. One that has expired does not exist. Records
 * are given as the UTF-8 text of their JSON object; nobody on the way needs more. Where a
 * replica is configured, what is read may be as old as it may lag.
 */
@Service
public class Rows {

	private static final String FIND = "SELECT key, data::text, expires_at FROM row WHERE connection_id = ? AND key = ?";

	private static final String FIND_SOME = "SELECT key, data::text, expires_at FROM row WHERE connection_id = ? AND key = ANY (?)";

	private static final String FIND_ALL = """
			SELECT key, data::text FROM row WHERE connection_id = ? AND key = ANY (?)
			AND (expires_at IS NULL OR expires_at > ?)""";

	private static final String PAGE = """
			SELECT key, data::text FROM row WHERE connection_id = ? AND key > ?
			AND (expires_at IS NULL OR expires_at > ?) ORDER BY key LIMIT ?""";

	private final Reads reads;

	private final JdbcClient jdbc;

	private final JoinedReads<Owned> single;

	private final LookupTurns lookups;

	private final DataSource uploads;

	private final UploadTurns turns;

	private final Publication publication;

	private final Patches patches;

	private final Summaries summaries;

	private final Clock clock;

	Rows(Reads reads, JdbcClient jdbc, @Qualifier(UploadPool.NAME) DataSource uploads, UploadTurns turns,
			LookupTurns lookups, Publication publication, Patches patches, Summaries summaries, Clock clock) {
		this.reads = reads;
		this.jdbc = jdbc;
		this.single = new JoinedReads<>(this::read, lookups.patience());
		this.lookups = lookups;
		this.uploads = uploads;
		this.turns = turns;
		this.publication = publication;
		this.patches = patches;
		this.summaries = summaries;
		this.clock = clock;
	}

	/**
	 * Begins to write rows.
	 * @param connection the connection they belong to
	 * @return where they go; to be closed
	 */
	public Staging stage(Connection connection) {
		Arrival arrival = new Arrival(this.uploads, () -> this.turns.take(connection.brandId()));
		return new Staging(connection.id(), arrival, this.publication, this.patches);
	}

	/**
	 * Looks one record up, in one statement.
	 * @param connection the connection
	 * @param key its key
	 * @return the record, if there is one
	 * @throws dataconnections.problem.ProblemException when the brand has too many
	 * look-ups under way, status 503
	 */
	public Optional<byte[]> find(Connection connection, Key key) {
		Owned owned = new Owned(connection.brandId(), connection.id());
		return this.lookups.among(owned.brandId(), () -> Optional.ofNullable(this.single.read(owned, key.text())));
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

	/**
	 * Looks many records up, in one statement.
	 * @param connection the connection
	 * @param keys their keys
	 * @param maxBytes how much the records may weigh together
	 * @param share what they take of the memory for answers
	 * @param wanted what is kept of a record
	 * @return key to record, for those that exist
	 * @throws AnswerTooLargeException when they weigh more
	 */
	public Map<String, byte[]> findAll(Connection connection, Collection<Key> keys, long maxBytes, AnswerShare share,
			UnaryOperator<byte[]> wanted) {
		String[] texts = keys.stream().map(Key::text).distinct().toArray(String[]::new);
		Page page = collect(connection, texts.length, maxBytes, share, wanted, FIND_ALL, connection.id(), texts, now());
		if (page.next() != null) {
			throw new AnswerTooLargeException(maxBytes);
		}
		return page.rows();
	}

	/**
	 * Reads records in the order of their keys.
	 * @param connection the connection
	 * @param after the key after which to begin; "" for the first page
	 * @param limit how many at most
	 * @param maxBytes how much they may weigh together; a page always has one record at
	 * least
	 * @param share what the records take of the memory for answers
	 * @param wanted what is kept of a record
	 * @return the records and where to go on
	 */
	public Page page(Connection connection, String after, int limit, long maxBytes, AnswerShare share,
			UnaryOperator<byte[]> wanted) {
		return collect(connection, limit, maxBytes, share, wanted, PAGE, connection.id(), after, now(), limit + 1);
	}

	/**
	 * The fields and types seen in uploads since the connection was made.
	 * @param connectionId the connection
	 * @return the fields
	 */
	public FieldTypes fields(UUID connectionId) {
		return this.summaries.fields(this.jdbc, connectionId);
	}

	private Page collect(Connection connection, int limit, long maxBytes, AnswerShare share,
			UnaryOperator<byte[]> wanted, String sql, Object... parameters) {
		ResultSetExtractor<Page> page = (rs) -> Page.read(rs, limit, maxBytes, share, wanted);
		return share.read(maxBytes,
				() -> this.lookups.in(connection.brandId(), () -> this.reads.read((reader) -> Objects.requireNonNull(
						reader.transaction().execute((status) -> reader.jdbc().query(sql, page, parameters))))));
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	/** A connection, and whose it is. */
	private record Owned(UUID brandId, UUID id) {
	}

}
