package dataconnections.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

/**
 * One of the answers that are looked up.
 *
 * @param key what it is remembered under
 * @param source where it comes from
 * @param values what fills the placeholders
 */
record Wanted(AnswerKey key, Source source, Map<String, JsonNode> values) {

	static Wanted of(Source source, Map<String, JsonNode> values) {
		return new Wanted(AnswerKey.of(source, values), source, values);
	}

	Freshness freshness() {
		return Freshness.of(this.source.api());
	}

	SharedPlace place() {
		return new SharedPlace(this.source.brandId(), this.key.connectionId(), this.key.generation(),
				this.key.values());
	}

	/** What all that can be asked for in one call have in common. */
	Map<String, JsonNode> shared() {
		Map<String, JsonNode> shared = new LinkedHashMap<>(this.values);
		shared.remove(this.source.primaryKey());
		return shared;
	}

	/** Equal texts are equal requests, which cannot be said of equal JSON trees. */
	String sharedText() {
		return AnswerKey.of(this.source, shared()).values();
	}

	/** The key, of one whose request could be filled. */
	JsonNode primaryKey() {
		return Objects.requireNonNull(this.values.get(this.source.primaryKey()));
	}

	/** The values may be secret. */
	@Override
	public String toString() {
		return "Wanted[" + this.key + "]";
	}

}
