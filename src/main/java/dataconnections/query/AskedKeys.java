package dataconnections.query;

import java.util.ArrayList;
import java.util.List;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.value.InvalidValueException;
import dataconnections.value.Key;
import tools.jackson.databind.JsonNode;

/**
 * The keys that a request asks for.
 */
final class AskedKeys {

	/** The most keys of one request. */
	static final int MAX = 10_000;

	private AskedKeys() {
	}

	static List<Key> all(JsonNode values) {
		requireList(values, "primary_keys");
		List<Key> keys = new ArrayList<>(values.size());
		for (int i = 0; i < values.size(); i++) {
			keys.add(one(values.get(i), "primary_keys", i));
		}
		return keys;
	}

	static Key one(JsonNode value, Object... place) {
		try {
			return Key.of(value);
		}
		catch (InvalidValueException ex) {
			throw ProblemException.invalid(Violation.body(ex.type(), ex.sentence(), place));
		}
	}

	static void requireList(JsonNode values, String member) {
		if (!values.isArray() || values.size() > MAX) {
			throw ProblemException.invalid(Violation.body(values.isArray() ? "too_long" : "array_type",
					member + " must be an array of at most " + MAX + ".", member));
		}
	}

}
