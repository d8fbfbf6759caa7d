package dataconnections.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.row.Rows;
import dataconnections.tenant.Brand;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Describes the records of a connection: exactly while there are few, and from a sample
 * together with all that uploads have shown where there are many.
 */
@RestController
class SchemaController {

	private static final int SAMPLE = 10_000;

	private static final long SAMPLE_BYTES = 16 * 1024 * 1024;

	private static final List<String> EVERY_TYPE = List.of("string", "number", "boolean", "object", "array");

	private final Connections connections;

	private final Rows rows;

	private final JsonMapper json;

	SchemaController(Connections connections, Rows rows, JsonMapper json) {
		this.connections = connections;
		this.rows = rows;
		this.json = json;
	}

	@GetMapping("/api/data-connections/v1/connections/{connectionId}/schema")
	Schema schema(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId) {
		Connection connection = this.connections.get(brand, connectionId);
		Map<String, FieldSummary> summaries = new TreeMap<>();
		Rows.Page sample = this.rows.page(connectionId, "", SAMPLE, SAMPLE_BYTES);
		for (byte[] record : sample.rows().values()) {
			this.json.readTree(record)
				.properties()
				.forEach((field) -> summaries.computeIfAbsent(field.getKey(), (name) -> new FieldSummary())
					.see(field.getValue()));
		}
		if (sample.next() != null) {
			this.rows.fields(connectionId)
				.fields()
				.forEach((name, types) -> summaries.computeIfAbsent(name, (n) -> new FieldSummary()).add(types));
		}
		return describe(connection, summaries, sample.rows().size());
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
