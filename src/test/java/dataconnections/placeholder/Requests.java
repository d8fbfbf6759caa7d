package dataconnections.placeholder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Requests of one part, filled with values that are written as the service reads them.
 */
final class Requests {

	static final String HOST = "https://crm.example/";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Requests() {
	}

	static RequestTemplate url(String template) {
		return RequestTemplate.of(template, Map.of(), null);
	}

	static RequestTemplate header(String template) {
		return RequestTemplate.of(HOST, Map.of("X-Header", template), null);
	}

	static RequestTemplate body(String template) {
		return RequestTemplate.of(HOST, Map.of(), json(template));
	}

	static String fillUrl(String template, PlaceholderValues values) {
		return url(template).fill(values).url();
	}

	static String fillHeader(String template, PlaceholderValues values) {
		return Objects.requireNonNull(header(template).fill(values).headers().get("X-Header"));
	}

	static String fillBody(String template, PlaceholderValues values) {
		return Objects.requireNonNull(body(template).fill(values).body());
	}

	static PlaceholderValues given(String json) {
		Map<String, JsonNode> values = new LinkedHashMap<>();
		json(json).properties().forEach((member) -> values.put(member.getKey(), member.getValue()));
		return PlaceholderValues.of(values);
	}

	static PlaceholderValues value(String name, String text) {
		return PlaceholderValues.of(Map.of(name, text(text)));
	}

	static PlaceholderValues keys(String name, String json) {
		return given("{}").withKeys(name, List.copyOf(json(json).values()));
	}

	static JsonNode text(String text) {
		return JSON.getNodeFactory().stringNode(text);
	}

	static JsonNode json(String json) {
		return JSON.readTree(json);
	}

	static List<Refusal> refusals(RequestTemplate template, PlaceholderValues values) {
		PlaceholderException refused = Objects.requireNonNull(
				catchThrowableOfType(PlaceholderException.class, () -> template.fill(values)), "not refused");
		assertThat(refused.count()).isGreaterThanOrEqualTo(refused.refusals().size());
		assertThat(refused.refusals()).isNotEmpty()
			.allSatisfy((refusal) -> assertThat(refusal.sentence()).hasSizeBetween(20, 400).endsWith("."));
		return refused.refusals();
	}

	static void assertRefused(RequestTemplate template, PlaceholderValues values, String type) {
		assertThat(refusals(template, values)).extracting(Refusal::type).containsExactly(type);
	}

	static InvalidTemplateException invalid(Runnable parsing) {
		InvalidTemplateException invalid = Objects
			.requireNonNull(catchThrowableOfType(InvalidTemplateException.class, parsing::run), "not refused");
		assertThat(invalid.sentence()).hasSizeBetween(20, 400).endsWith(".");
		return invalid;
	}

}
