package dataconnections.schema;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field of records.
 *
 * @param name its name
 * @param types the JSON types that it was seen with, but null
 * @param nullable whether it was null or missing anywhere
 * @param example one of its values; null when none is known
 */
record Field(String name, List<String> types, boolean nullable, @Nullable JsonNode example) {

	Field with(@Nullable JsonNode otherExample) {
		return new Field(this.name, this.types, this.nullable, otherExample);
	}

}
