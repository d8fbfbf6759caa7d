package dataconnections.row;

import java.util.Map;
import java.util.Set;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fields and their types as they are stored: a JSON object of name to types.
 */
final class StoredFields {

	private static final TypeReference<Map<String, Set<FieldTypes.Type>>> FIELDS = new TypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.shared();

	private StoredFields() {
	}

	static FieldTypes read(String text) {
		FieldTypes fields = new FieldTypes();
		JSON.readValue(text, FIELDS).forEach((name, types) -> types.forEach((type) -> fields.add(name, type)));
		return fields;
	}

	static String write(FieldTypes fields) {
		return JSON.writeValueAsString(fields.fields());
	}

}
