package dataconnections.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
 * Puts the stored secrets back where a client has sent the {@link Mask} for them. They
 * stay with the scheme, host and port that they were given for: whoever may change a
 * connection but does not know its secrets cannot have them sent elsewhere.
 */
final class Unmasking {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final List<Violation> violations = new ArrayList<>();

	private final @Nullable ExternalApi stored;

	private final boolean moved;

	private Unmasking(ExternalApi sent, @Nullable ExternalApi stored) {
		this.stored = stored;
		this.moved = stored != null && !sent.hasOriginOf(stored);
	}

	/**
	 * The API with its secrets.
	 * @param sent what a client sent
	 * @param stored what it changes; null for a new one
	 * @return the API; one whose url cannot be called stays as it was sent
	 * @throws ProblemException naming every mask that has nothing behind it, or whose
	 * secret would go to another place than it was given for
	 */
	static ExternalApi of(ExternalApi sent, @Nullable ExternalApi stored) {
		if (!sent.hasOrigin()) {
			return sent;
		}
		Unmasking unmasking = new Unmasking(sent, stored);
		ExternalApi whole = sent.with(unmasking.headers(sent), unmasking.body(sent), unmasking.samples(sent));
		if (!unmasking.violations.isEmpty()) {
			throw ProblemException.invalid(unmasking.violations, unmasking.violations.size());
		}
		return whole;
	}

	private Map<String, String> headers(ExternalApi sent) {
		Map<String, String> headers = new LinkedHashMap<>();
		sent.headers().forEach((name, value) -> {
			boolean masked = Mask.isSecret(name) && Mask.TEXT.equals(value);
			headers.put(name, masked ? known(header(name), List.of("headers", name), value) : value);
		});
		return headers;
	}

	private @Nullable JsonNode body(ExternalApi sent) {
		JsonNode body = sent.body();
		return (body == null) ? null
				: reveal(body, (this.stored != null) ? this.stored.body() : null, List.of("body"), false);
	}

	private Map<String, JsonNode> samples(ExternalApi sent) {
		Map<String, JsonNode> samples = new LinkedHashMap<>();
		sent.samplePlaceholderValues()
			.forEach((name, value) -> samples.put(name,
					reveal(value, (this.stored != null) ? this.stored.samplePlaceholderValues().get(name) : null,
							List.of("sample_placeholder_values", name), Mask.isSecret(name))));
		return samples;
	}

	private JsonNode reveal(JsonNode node, @Nullable JsonNode known, List<Object> path, boolean secret) {
		return switch (node) {
			case ObjectNode object -> {
				ObjectNode revealed = NODES.objectNode();
				object.properties()
					.forEach((member) -> revealed.set(member.getKey(),
							reveal(member.getValue(), (known != null) ? known.get(member.getKey()) : null,
									with(path, member.getKey()), secret || Mask.isSecret(member.getKey()))));
				yield revealed;
			}
			case ArrayNode array -> {
				ArrayNode revealed = NODES.arrayNode();
				boolean same = known != null && known.size() == array.size();
				for (int i = 0; i < array.size(); i++) {
					revealed.add(reveal(array.get(i), same ? Objects.requireNonNull(known).get(i) : null, with(path, i),
							secret));
				}
				yield revealed;
			}
			default -> (secret && Mask.covers(node))
					? known((known != null && known.isString()) ? known : null, path, node) : node;
		};
	}

	private @Nullable String header(String name) {
		if (this.stored == null) {
			return null;
		}
		return this.stored.headers()
			.entrySet()
			.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private <T> T known(@Nullable T secret, List<Object> path, T mask) {
		if (secret != null && !this.moved) {
			return secret;
		}
		List<Object> place = new ArrayList<>(path);
		place.addFirst(ExternalApiCheck.MEMBER);
		String name = "\"" + path.getLast() + "\" is the mask " + Mask.TEXT;
		this.violations.add(Violation.body("masked",
				(secret != null)
						? name + ", but the url leads to another scheme, host or port than the value was given for: "
								+ "send the value again."
						: name + ", but no value is stored behind it: send the value.",
				place.toArray()));
		return mask;
	}

	private static List<Object> with(List<Object> path, Object next) {
		List<Object> longer = new ArrayList<>(path);
		longer.add(next);
		return longer;
	}

}
