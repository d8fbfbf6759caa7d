package dataconnections.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.row.Rows;
import dataconnections.source.Lookups;
import dataconnections.source.Source;
import dataconnections.tenant.Brand;
import dataconnections.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Describes the records of a connection: exactly while there are few, and from a sample
 * together with all that uploads have shown where there are many. Those of an external
 * API are told from its last good answer.
 */
@RestController
class SchemaController {

	private static final int SAMPLE = 10_000;

	private static final long SAMPLE_BYTES = 16 * 1024 * 1024;

	private static final List<String> EVERY_TYPE = List.of("string", "number", "boolean", "object", "array");

	private static final JsonMapper ANY = JsonMapper.builder(RowJson.factory())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private final Connections connections;

	private final Rows rows;

	private final Lookups lookups;

	private final JsonMapper json;

	SchemaController(Connections connections, Rows rows, Lookups lookups, JsonMapper json) {
		this.connections = connections;
		this.rows = rows;
		this.lookups = lookups;
		this.json = json;
	}

	@GetMapping("/api/data-connections/v1/connections/{connectionId}/schema")
	Schema schema(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId) {
		Connection connection = this.connections.get(brand, connectionId);
		return switch (connection.kind()) {
			case Connection.Kind.Stored stored -> stored(connection);
			case Connection.Kind.External(Source source) -> live(connection, source);
		};
	}

	private Schema stored(Connection connection) {
		Map<String, FieldSummary> summaries = new TreeMap<>();
		Rows.Page sample = this.rows.page(connection.id(), "", SAMPLE, SAMPLE_BYTES);
		sample.rows().values().forEach((record) -> see(this.json.readTree(record), summaries));
		if (sample.next() != null) {
			this.rows.fields(connection.id())
				.fields()
				.forEach((name, types) -> summaries.computeIfAbsent(name, (n) -> new FieldSummary()).add(types));
		}
		return describe(connection, summaries, sample.rows().size());
	}

	/** The records of an answer are its items where it is an array. */
	private Schema live(Connection connection, Source source) {
		JsonNode answer = this.lookups.last(source).map(SchemaController::tree).orElse(ANY.createArrayNode());
		List<JsonNode> records = (answer.isArray() ? answer.valueStream() : Stream.of(answer))
			.filter(JsonNode::isObject)
			.toList();
		Map<String, FieldSummary> summaries = new TreeMap<>();
		records.forEach((record) -> see(record, summaries));
		return describe(connection, summaries, records.size());
	}

	/**
	 * Upstreams may repeat members, and may write numbers that no tree can hold: nothing
	 * is told of such an answer.
	 */
	private static JsonNode tree(byte[] answer) {
		try {
			return ANY.readTree(answer);
		}
		catch (JacksonException ex) {
			return ANY.createArrayNode();
		}
	}

	private static void see(JsonNode record, Map<String, FieldSummary> summaries) {
		record.properties()
			.forEach((field) -> summaries.computeIfAbsent(field.getKey(), (name) -> new FieldSummary())
				.see(field.getValue()));
	}

	private Schema describe(Connection connection, Map<String, FieldSummary> summaries, int records) {
		List<Field> fields = new ArrayList<>();
		Map<String, Object> properties = new LinkedHashMap<>();
		List<String> required = new ArrayList<>();
		summaries.forEach((name, summary) -> {
			boolean nullable = summary.isNullable(records);
			fields.add(new Field(name, summary.types(), nullable, summary.example()));
			List<String> types = new ArrayList<>(summary.types().isEmpty() ? EVERY_TYPE : summary.types());
			if (nullable) {
				types.add("null");
			}
			else {
				required.add(name);
			}
			properties.put(name, Map.of("type", types));
		});
		Map<String, Object> jsonSchema = new LinkedHashMap<>();
		jsonSchema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
		jsonSchema.put("type", "object");
		jsonSchema.put("properties", properties);
		jsonSchema.put("required", required);
		return new Schema(connection.id(), connection.primaryKey(), this.connections.recordCount(connection.id()),
				fields, jsonSchema);
	}

	record Schema(UUID dataConnectionUuid, String primaryKey, long recordCount, List<Field> fields,
			Map<String, Object> jsonSchema) {
	}

	record Field(String name, List<String> types, boolean nullable, @Nullable JsonNode example) {
	}

}
