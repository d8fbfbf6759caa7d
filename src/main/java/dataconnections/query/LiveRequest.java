package dataconnections.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dataconnections.placeholder.PlaceholderException;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The values of look-ups at an external API, and the places in the request that they came
 * from.
 *
 * @param source the API
 * @param items the look-ups, in the order asked
 */
record LiveRequest(Source source, List<LiveItem> items) {

	private static final String VALUES = "placeholder_values";

	/** What the values in common may come to, once for each key, in characters. */
	private static final long MAX_SHARED = 32L * 1024 * 1024;

	/** One look-up: by a key, by values, or by both. */
	static LiveRequest one(Source source, QueryRequest request) {
		Map<String, JsonNode> values = values(request.placeholderValues(), VALUES);
		JsonNode key = request.primaryKey();
		if (key != null) {
			AskedKeys.one(key, "primary_key");
			return new LiveRequest(source, List.of(item(source, values, key, "primary_key")));
		}
		return new LiveRequest(source, List.of(new LiveItem(values, List.of(VALUES), null)));
	}

	/** Many look-ups, each by a key, with the other values in common. */
	static LiveRequest many(Source source, JsonNode keys, @Nullable JsonNode shared) {
		Map<String, JsonNode> values = values(shared, VALUES);
		AskedKeys.all(keys);
		if (!keys.isEmpty()) {
			requireFit(item(source, values, keys.get(0), "primary_keys", 0), source);
			requireFit(values, keys.size());
		}
		List<LiveItem> items = new ArrayList<>(keys.size());
		for (int i = 0; i < keys.size(); i++) {
			items.add(item(source, values, keys.get(i), "primary_keys", i));
		}
		return new LiveRequest(source, items);
	}

	/** Many look-ups, each by its own values. */
	static LiveRequest each(Source source, JsonNode queries) {
		AskedKeys.requireList(queries, "queries");
		List<LiveItem> items = new ArrayList<>(queries.size());
		for (int i = 0; i < queries.size(); i++) {
			List<Object> place = List.of("queries", i, VALUES);
			items.add(new LiveItem(query(queries.get(i), i), place, null));
		}
		return new LiveRequest(source, items);
	}

	List<Map<String, JsonNode>> values() {
		return this.items.stream().map(LiveItem::values).toList();
	}

	/**
	 * Names the places of values that do not fit: those of the first look-up with any.
	 */
	ProblemException problem(PlaceholderException unfit) {
		for (LiveItem item : this.items) {
			try {
				this.source.requireFit(item.values());
			}
			catch (PlaceholderException ex) {
				return item.problem(this.source, ex);
			}
		}
		throw unfit;
	}

	/** Before what all have in common is copied for each. */
	private static void requireFit(LiveItem first, Source source) {
		try {
			source.requireFit(first.values());
		}
		catch (PlaceholderException ex) {
			throw first.problem(source, ex);
		}
	}

	private static void requireFit(Map<String, JsonNode> shared, int times) {
		long length = shared.values().stream().mapToLong((value) -> value.toString().length()).sum();
		if (length * times > MAX_SHARED) {
			throw ProblemException.invalid(Violation.body("too_long",
					"The values in common come to more than 32 MB when each key is asked for with them: ask for fewer keys at once.",
					VALUES));
		}
	}

	private static Map<String, JsonNode> query(JsonNode query, int index) {
		if (!query.isObject()) {
			throw ProblemException
				.invalid(Violation.body("object_type", "A query must be an object.", "queries", index));
		}
		for (String name : query.propertyNames()) {
			if (!VALUES.equals(name)) {
				throw ProblemException.invalid(Violation.body("extra_forbidden",
						"\"" + name + "\" is not known here: a query has placeholder_values only.", "queries", index,
						name));
			}
		}
		return values(query.get(VALUES), "queries", index, VALUES);
	}

	private static Map<String, JsonNode> values(@Nullable JsonNode values, Object... place) {
		Map<String, JsonNode> read = new LinkedHashMap<>();
		if (values == null || values.isNull()) {
			return read;
		}
		if (!values.isObject()) {
			throw ProblemException
				.invalid(Violation.body("object_type", "placeholder_values must be an object: name to value.", place));
		}
		values.properties().forEach((member) -> read.put(member.getKey(), member.getValue()));
		return read;
	}

	private static LiveItem item(Source source, Map<String, JsonNode> shared, JsonNode key, Object... place) {
		if (shared.containsKey(source.primaryKey())) {
			throw ProblemException.invalid(Violation.body("duplicate",
					"\"" + source.primaryKey() + "\" is filled with the key: send no other value for it.", VALUES,
					source.primaryKey()));
		}
		Map<String, JsonNode> values = new LinkedHashMap<>(shared);
		values.put(source.primaryKey(), key);
		return new LiveItem(values, List.of(VALUES), List.of(place));
	}

}
