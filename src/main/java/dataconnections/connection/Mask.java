package dataconnections.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import dataconnections.source.ExternalApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for secrets when they are read. What is a secret is told by its name: a
 * header, a sample value, or a string of the body at any depth below such a name.
 */
public final class Mask {

	/** What is shown instead of a secret. */
	static final String TEXT = "********";

	private static final Pattern SECRET = Pattern.compile("authorization|cookie|token|key|secret|password",
			Pattern.CASE_INSENSITIVE);

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private Mask() {
	}

	/**
	 * Hides secrets.
	 * @param api the API
	 * @return the same with its secrets hidden
	 */
	public static ExternalApi hide(ExternalApi api) {
		Map<String, String> headers = new LinkedHashMap<>();
		api.headers().forEach((name, value) -> headers.put(name, isSecret(name) ? TEXT : value));
		Map<String, JsonNode> samples = new LinkedHashMap<>();
		api.samplePlaceholderValues().forEach((name, value) -> samples.put(name, hide(value, isSecret(name))));
		JsonNode body = api.body();
		return api.with(headers, (body != null) ? hide(body, false) : null, samples);
	}

	static boolean isSecret(String name) {
		return SECRET.matcher(name).find();
	}

	static boolean covers(@Nullable JsonNode value) {
		return value != null && value.isString() && TEXT.equals(value.stringValue());
	}

	private static JsonNode hide(JsonNode node, boolean secret) {
		return switch (node) {
			case ObjectNode object -> {
				ObjectNode hidden = NODES.objectNode();
				object.properties()
					.forEach((member) -> hidden.set(member.getKey(),
							hide(member.getValue(), secret || isSecret(member.getKey()))));
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

}
