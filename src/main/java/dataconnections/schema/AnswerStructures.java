package dataconnections.schema;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.source.AnswerWatcher;
import dataconnections.wire.RowJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The structure of what each API has given last, kept for all replicas and for after a
 * restart: names and types, no values. An answer is looked at once a minute at most, and
 * written down only when it has another structure than the one before.
 */
@Component
class AnswerStructures implements AnswerWatcher {

	/** What is wider is no record; its names may be data. */
	static final int MAX_FIELDS = 1_000;

	private static final Logger logger = LoggerFactory.getLogger(AnswerStructures.class);

	private static final JsonMapper ANY = JsonMapper.builder(RowJson.factory())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private static final JsonMapper STORED = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private static final TypeReference<List<Field>> FIELDS = new TypeReference<>() {
	};

	private final Cache<Version, Boolean> lookedAt;

	private final Cache<Version, List<Field>> written = Caffeine.newBuilder().maximumSize(1_000).build();

	private final JdbcClient jdbc;

	AnswerStructures(JdbcClient jdbc, Ticker ticker) {
		this.jdbc = jdbc;
		this.lookedAt = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofMinutes(1))
			.maximumSize(100_000)
			.ticker(ticker)
			.build();
	}

	/** Writing is nobody's business who waits for the answer. */
	@Override
	public void answered(UUID connectionId, long generation, byte[] json) {
		Version version = new Version(connectionId, generation);
		if (this.lookedAt.asMap().putIfAbsent(version, true) == null) {
			Thread.ofVirtual().name("structure").start(() -> keep(version, json));
		}
	}

	/**
	 * What was kept of a connection's answers.
	 * @param connectionId the connection
	 * @return the structure; empty when there was no answer yet
	 */
	Optional<Kept> find(UUID connectionId) {
		return this.jdbc.sql("SELECT generation, fields FROM answer_structure WHERE connection_id = ?")
			.param(connectionId)
			.query((rs, n) -> new Kept(rs.getLong(1), STORED.readValue(rs.getString(2), FIELDS)))
			.optional();
	}

	/**
	 * The fields of an answer. Its records are its items where it is an array. Upstreams
	 * may repeat members, and may write numbers that no tree can hold: nothing is told of
	 * such an answer.
	 */
	static List<Field> fields(byte[] answer) {
		FieldSummaries summaries = new FieldSummaries();
		try {
			JsonNode tree = ANY.readTree(answer);
			(tree.isArray() ? tree.valueStream() : Stream.of(tree)).filter(JsonNode::isObject).forEach(summaries::see);
		}
		catch (JacksonException ex) {
			return List.of();
		}
		return summaries.fields();
	}

	private void keep(Version version, byte[] json) {
		List<Field> fields = fields(json).stream().map((field) -> field.with(null)).toList();
		if (fields.isEmpty() || fields.size() > MAX_FIELDS || fields.equals(this.written.getIfPresent(version))) {
			return;
		}
		try {
			write(version, fields);
			this.written.put(version, fields);
		}
		catch (DataAccessException | CannotCreateTransactionException ex) {
			logger.warn("The structure of what connection {} gives could not be kept: {}", version.connectionId(),
					ex.toString());
		}
	}

	private void write(Version version, List<Field> fields) {
		this.jdbc.sql("""
				INSERT INTO answer_structure (connection_id, generation, fields)
				SELECT id, :generation, CAST(:fields AS json) FROM data_connection
				WHERE id = :id AND deleted_at IS NULL
				ON CONFLICT (connection_id) DO UPDATE SET generation = excluded.generation, fields = excluded.fields
				WHERE answer_structure.generation <= excluded.generation""")
			.param("id", version.connectionId())
			.param("generation", version.generation())
			.param("fields", STORED.writeValueAsString(fields))
			.update();
	}

	/**
	 * The structure of an answer.
	 *
	 * @param generation the connection's generation when it came
	 * @param fields its fields, without examples
	 */
	record Kept(long generation, List<Field> fields) {

		/** Examples are known where the answer came. */
		List<Field> withExamplesOf(List<Field> seen) {
			Map<String, @Nullable JsonNode> examples = new HashMap<>();
			seen.forEach((field) -> examples.put(field.name(), field.example()));
			return this.fields.stream().map((field) -> field.with(examples.get(field.name()))).toList();
		}

	}

	private record Version(UUID connectionId, long generation) {
	}

}
