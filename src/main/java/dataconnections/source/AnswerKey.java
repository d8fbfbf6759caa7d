package dataconnections.source;

import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer is remembered under: the connection as it is now, and the values that
 * fill its request. The same values always fill the same request.
 *
 * @param connectionId the connection
 * @param generation grows with every change of the connection's API and with every purge
 * @param values the values as JSON, in the order of the placeholders
 */
record AnswerKey(UUID connectionId, long generation, String values) {

	private static final JsonMapper JSON = JsonMapper.shared();

	static AnswerKey of(Source source, Map<String, JsonNode> values) {
		StringBuilder text = new StringBuilder();
		for (String name : source.placeholders()) {
			JsonNode value = values.get(name);
			text.append((value != null) ? JSON.writeValueAsString(value) : "").append('\n');
		}
		// What is not asked for makes it a key under which nothing is ever remembered.
		values.keySet()
			.stream()
			.filter((name) -> !source.placeholders().contains(name))
			.forEach((name) -> text.append('\n').append(name));
		return new AnswerKey(source.connectionId(), source.generation(), text.toString());
	}

	/** The values may be secret. */
	@Override
	public String toString() {
		return "AnswerKey[" + this.connectionId + "]";
	}

}
