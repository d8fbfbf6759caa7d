package dataconnections.row;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The records of upload-based connections. One that has expired does not exist. Records
 * are given as the UTF-8 text of their JSON object; nobody on the way needs more. Where a
 * replica is configured, what is read may be as old as it may lag.
 */
@Service
public class Rows {

	private static final String FIND_ALL = """
			SELECT key, data::text FROM row WHERE connection_id = ? AND key = ANY (?)
			AND (expires_at IS NULL OR expires_at > ?)""";

	private static final String PAGE = """
			SELECT key, data::text FROM row WHERE connection_id = ? AND key > ?
			AND (expires_at IS NULL OR expires_at > ?) ORDER BY key LIMIT ?""";

	private final Reads reads;

	private final JdbcClient jdbc;

	private final SingleRows single;

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
		this.single = new SingleRows(reads, lookups, clock);
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
		return this.single.find(connection, key);
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

}
