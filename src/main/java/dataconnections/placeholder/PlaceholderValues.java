package dataconnections.placeholder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The values for a request's placeholders, and the keys if it asks for several at once.
 * Whether they fit is found out when they are used.
 */
public final class PlaceholderValues {

	private final Map<String, JsonNode> values;

	private final Map<String, List<JsonNode>> keys;

	private PlaceholderValues(Map<String, JsonNode> values, Map<String, List<JsonNode>> keys) {
		this.values = values;
		this.keys = keys;
	}

	/**
	 * Values by the names of their placeholders.
	 * @param values the values, which must not be changed afterwards; numbers keep the
	 * digits that their nodes have
	 * @return the values
	 */
	public static PlaceholderValues of(Map<String, JsonNode> values) {
		return new PlaceholderValues(Collections.unmodifiableMap(new LinkedHashMap<>(values)), Map.of());
	}

	/**
	 * The same values with the keys of a batch.
	 * @param placeholder the placeholder that receives all of them
	 * @param batch the keys: strings, numbers and booleans, at least one
	 * @return the values
	 */
	public PlaceholderValues withKeys(String placeholder, List<JsonNode> batch) {
		return new PlaceholderValues(this.values, Map.of(placeholder, List.copyOf(batch)));
	}

	/**
	 * The same values with one of them taken for the keys of a batch.
	 * @param placeholder the placeholder that receives the keys
	 * @return the values, where the items of an array are the keys and anything else is
	 * the only key
	 */
	public PlaceholderValues withKeysFrom(String placeholder) {
		Map<String, JsonNode> others = new LinkedHashMap<>(this.values);
		@Nullable JsonNode sample = others.remove(placeholder);
		if (sample == null) {
			return this;
		}
		return of(others).withKeys(placeholder, sample.isArray() ? List.copyOf(sample.values()) : List.of(sample));
	}

	Stream<String> names() {
		return Stream.concat(this.values.keySet().stream(), this.keys.keySet().stream()).distinct();
	}

	@Nullable JsonNode value(String name) {
		return this.values.get(name);
	}

	@Nullable List<JsonNode> keys(String name) {
		return this.keys.get(name);
	}

	/** The names alone: a value may be secret. */
	@Override
	public String toString() {
		return "PlaceholderValues" + names().toList();
	}

}
