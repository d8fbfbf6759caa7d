package dataconnections.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dataconnections.row.FieldTypes;
import tools.jackson.databind.JsonNode;

/**
 * The fields of several records.
 */
final class FieldSummaries {

	private final Map<String, FieldSummary> summaries = new TreeMap<>();

	private long records;

	void see(JsonNode record) {
		this.records++;
		record.properties().forEach((field) -> summary(field.getKey()).see(field.getValue()));
	}

	void add(String name, Set<FieldTypes.Type> types) {
		summary(name).add(types);
	}

	/** By name. */
	List<Field> fields() {
		return this.summaries.entrySet()
			.stream()
			.map((field) -> new Field(field.getKey(), field.getValue().types(),
					field.getValue().isNullable(this.records), field.getValue().example()))
			.toList();
	}

	private FieldSummary summary(String name) {
		return this.summaries.computeIfAbsent(name, (n) -> new FieldSummary());
	}

}
