package dataconnections.upload;

import dataconnections.problem.Violation;
import dataconnections.row.InvalidValueException;
import dataconnections.row.Key;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of an {@code update_data} body.
 *
 * @param key the record's key
 * @param data its fields
 * @param changesExpiry whether {@code ttl} was sent
 * @param ttlSeconds seconds to expiry; null for never
 */
record Edit(Key key, ObjectNode data, boolean changesExpiry, @Nullable Long ttlSeconds) {

	static @Nullable Edit of(JsonNode item, int index, String primaryKey, Violations violations) {
		int before = violations.size();
		if (!(item instanceof ObjectNode object)) {
			violations
				.add(Violation.body("object_type", "An item must be {\"primary_key\", \"data\", \"ttl\"}.", index));
			return null;
		}
		for (String name : object.propertyNames()) {
			if (!name.equals("primary_key") && !name.equals("data") && !name.equals("ttl")) {
				violations.add(Violation.body("extra_forbidden",
						"\"" + name + "\" is not known here; known are primary_key, data and ttl.", index, name));
			}
		}
		Key key = key(object.get("primary_key"), violations, index, "primary_key");
		Long ttl = ttl(object.get("ttl"), index, violations);
		JsonNode data = object.get("data");
		if (!(data instanceof ObjectNode fields)) {
			violations.add(Violation.body((data == null) ? "missing" : "object_type",
					"\"data\" must be a JSON object: the record's fields.", index, "data"));
			return null;
		}
		JsonNode own = fields.get(primaryKey);
		if (key != null && own != null && !key.equals(key(own, violations, index, "data", primaryKey))) {
			violations.add(Violation.body("key_mismatch",
					"\"" + primaryKey + "\" names another record than \"primary_key\": leave it out or make it equal.",
					index, "data", primaryKey));
		}
		if (key == null || violations.size() > before) {
			return null;
		}
		if (own == null) {
			fields.set(primaryKey, object.get("primary_key"));
		}
		return new Edit(key, fields, object.has("ttl"), ttl);
	}

	static @Nullable Key key(@Nullable JsonNode value, Violations violations, Object... place) {
		if (value == null) {
			violations.add(Violation.body("missing", "The record's key is missing.", place));
			return null;
		}
		try {
			return Key.of(value);
		}
		catch (InvalidValueException ex) {
			violations.add(Violation.body(ex.type(), ex.sentence(), place));
			return null;
		}
	}

	private static @Nullable Long ttl(@Nullable JsonNode value, int index, Violations violations) {
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong() || !UploadOptions.isTtl(value.longValue())) {
			violations.add(Violation.body("out_of_range", UploadOptions.ttlRule("ttl"), index, "ttl"));
			return null;
		}
		return value.longValue();
	}

}
