package dataconnections.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dataconnections.answer.AnswerMemory;
import dataconnections.answer.AnswerShare;
import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.row.Page;
import dataconnections.row.Rows;
import dataconnections.source.Lookups;
import dataconnections.source.Source;
import dataconnections.tenant.Brand;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Describes the records of a connection: exactly while there are few, and from a sample
 * together with all that uploads have shown where there are many. Those of an external
 * API are told from a good answer of the last minute that had any.
 */
@RestController
class SchemaController {

	private static final int SAMPLE = 10_000;

	private static final long SAMPLE_BYTES = 16 * 1024 * 1024;

	private static final List<String> EVERY_TYPE = List.of("string", "number", "boolean", "object", "array");

	private final Connections connections;

	private final Rows rows;

	private final Lookups lookups;

	private final AnswerStructures structures;

	private final JsonMapper json;

	private final AnswerMemory memory;

	SchemaController(Connections connections, Rows rows, Lookups lookups, AnswerStructures structures, JsonMapper json,
			AnswerMemory memory) {
		this.connections = connections;
		this.rows = rows;
		this.lookups = lookups;
		this.structures = structures;
		this.json = json;
		this.memory = memory;
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
		FieldSummaries summaries = new FieldSummaries();
		try (AnswerShare share = this.memory.open(connection.brandId())) {
			Page sample = this.rows.page(connection, "", SAMPLE, SAMPLE_BYTES, share, UnaryOperator.identity());
			sample.rows().values().forEach((record) -> summaries.see(this.json.readTree(record)));
			if (sample.next() != null) {
				this.rows.fields(connection.id()).fields().forEach(summaries::add);
			}
		}
		return describe(connection, summaries.fields());
	}

	private Schema live(Connection connection, Source source) {
		List<Field> seen = this.lookups.last(source).map(AnswerStructures::fields).orElse(List.of());
		List<Field> fields = this.structures.find(connection.id())
			.filter((kept) -> seen.isEmpty() || kept.generation() >= source.generation())
			.map((kept) -> kept.withExamplesOf(seen))
			.orElse(seen);
		return describe(connection, fields);
	}

	private Schema describe(Connection connection, List<Field> fields) {
		Map<String, Object> properties = new LinkedHashMap<>();
		List<String> required = new ArrayList<>();
		fields.forEach((field) -> {
			List<String> types = new ArrayList<>(field.types().isEmpty() ? EVERY_TYPE : field.types());
			if (field.nullable()) {
				types.add("null");
			}
			else {
				required.add(field.name());
			}
			properties.put(field.name(), Map.of("type", types));
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

}
