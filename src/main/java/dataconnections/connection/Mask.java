package dataconnections.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.ExternalApi;
import dataconnections.source.ExternalApiCheck;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for secrets that are read, and for unchanged ones that are sent back. What is
 * a secret is told by its name.
 */
final class Mask {

	/** What is shown instead of a secret. */
	static final String TEXT = "********";

	private static final Pattern SECRET = Pattern.compile("authorization|cookie|token|key|secret|password",
			Pattern.CASE_INSENSITIVE);

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private Mask() {
	}

	/** The API with its secrets hidden. */
	static ExternalApi hide(ExternalApi api) {
		Map<String, String> headers = new LinkedHashMap<>();
		api.headers().forEach((name, value) -> headers.put(name, isSecret(name) ? TEXT : value));
		JsonNode body = api.body();
		return api.with(headers, (body != null) ? hide(body, false) : null);
	}

	/**
	 * The API with the secrets that are stored put back where the mask was sent.
	 * @throws ProblemException when a mask has nothing behind it
	 */
	static ExternalApi reveal(ExternalApi sent, @Nullable ExternalApi stored) {
		Map<String, String> headers = new LinkedHashMap<>();
		sent.headers()
			.forEach((name, value) -> headers.put(name,
					isSecret(name) && TEXT.equals(value) ? require(header(stored, name), "headers", name) : value));
		JsonNode body = sent.body();
		return sent.with(headers,
				(body != null) ? reveal(body, (stored != null) ? stored.body() : null, "body", false) : null);
	}

	private static boolean isSecret(String name) {
		return SECRET.matcher(name).find();
	}

	private static JsonNode hide(JsonNode node, boolean secret) {
		return switch (node) {
			case ObjectNode object -> {
				ObjectNode hidden = NODES.objectNode();
				object.properties()
					.forEach((member) -> hidden.set(member.getKey(),
							hide(member.getValue(), isSecret(member.getKey()))));
				yield hidden;
			}
			case ArrayNode array -> {
				ArrayNode hidden = NODES.arrayNode();
				array.forEach((item) -> hidden.add(hide(item, secret)));
				yield hidden;
			}
			default -> (secret && node.isString()) ? NODES.stringNode(TEXT) : node;
		};
	}

	private static JsonNode reveal(JsonNode node, @Nullable JsonNode stored, String name, boolean secret) {
		return switch (node) {
			case ObjectNode object -> {
				ObjectNode revealed = NODES.objectNode();
				object.properties()
					.forEach((member) -> revealed.set(member.getKey(),
							reveal(member.getValue(), (stored != null) ? stored.get(member.getKey()) : null,
									member.getKey(), isSecret(member.getKey()))));
				yield revealed;
			}
			case ArrayNode array -> {
				ArrayNode revealed = NODES.arrayNode();
				for (int i = 0; i < array.size(); i++) {
					revealed.add(reveal(array.get(i), (stored != null) ? stored.get(i) : null, name, secret));
				}
				yield revealed;
			}
			default -> (secret && node.isString() && TEXT.equals(node.stringValue()))
					? require((stored != null && stored.isString()) ? stored : null, "body", name) : node;
		};
	}

	private static @Nullable String header(@Nullable ExternalApi stored, String name) {
		if (stored == null) {
			return null;
		}
		return stored.headers()
			.entrySet()
			.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static <T> T require(@Nullable T stored, String member, String name) {
		if (stored == null) {
			throw ProblemException.invalid(Violation.body("masked",
					"\"" + name + "\" is the mask " + TEXT + ", but no value is stored behind it: send the value.",
					ExternalApiCheck.MEMBER, member, name));
		}
		return stored;
	}

}
