package dataconnections.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dataconnections.row.FieldTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is found out about one field while records are read.
 */
class FieldSummary {

	private final Set<FieldTypes.Type> types = EnumSet.noneOf(FieldTypes.Type.class);

	private long seen;

	private @Nullable JsonNode example;

	void see(JsonNode value) {
		this.seen++;
		this.types.add(type(value));
		if (this.example == null && value.isValueNode() && !value.isNull()) {
			this.example = value;
		}
	}

	void add(Set<FieldTypes.Type> more) {
		this.types.addAll(more);
	}

	boolean isNullable(long records) {
		return this.seen < records || this.types.contains(FieldTypes.Type.NULL);
	}

	List<String> types() {
		return this.types.stream().filter((type) -> type != FieldTypes.Type.NULL).map(FieldTypes.Type::word).toList();
	}

	@Nullable JsonNode example() {
		return this.example;
	}

	private static FieldTypes.Type type(JsonNode value) {
		return switch (value.getNodeType()) {
			case STRING -> FieldTypes.Type.STRING;
			case NUMBER -> value.isIntegralNumber() ? FieldTypes.Type.INTEGER : FieldTypes.Type.NUMBER;
			case BOOLEAN -> FieldTypes.Type.BOOLEAN;
			case OBJECT, POJO -> FieldTypes.Type.OBJECT;
			case ARRAY -> FieldTypes.Type.ARRAY;
			case NULL, MISSING, BINARY -> FieldTypes.Type.NULL;
		};
	}

}
