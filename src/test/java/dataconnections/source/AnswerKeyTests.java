package dataconnections.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dataconnections.upstream.Calls;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerKeyTests {

	private static final UUID CONNECTION = new UUID(0, 1);

	/** Whatever fills another request, or none, has another key. */
	private static final List<String> VALUES = List.of("{}", "{\"a\":1,\"b\":1}", "{\"a\":\"1\",\"b\":1}",
			"{\"a\":1,\"b\":\"1\"}", "{\"a\":1.0,\"b\":1}", "{\"a\":true,\"b\":1}", "{\"a\":\"true\",\"b\":1}",
			"{\"a\":null,\"b\":1}", "{\"b\":1}", "{\"a\":1}", "{\"a\":\"\",\"b\":1}", "{\"a\":\"null\",\"b\":1}",
			"{\"a\":\"1\\n1\",\"b\":1}", "{\"a\":\"A\",\"b\":1}", "{\"a\":\"a\",\"b\":1}",
			"{\"a\":\"\\u00e9\",\"b\":1}", "{\"a\":\"e\\u0301\",\"b\":1}", "{\"a\":\"%2f\",\"b\":1}",
			"{\"a\":\"/\",\"b\":1}", "{\"a\":[1],\"b\":1}", "{\"a\":{\"c\":1},\"b\":1}", "{\"a\":1,\"b\":1,\"c\":1}",
			"{\"a\":1,\"b\":1,\"\":1}", "{\"a\":1,\"b\":1,\"\\n\":1}", "{\"a\":1,\"b\":1,\"d\":1}");

	@Test
	void differentValuesHaveDifferentKeys() {
		assertThat(VALUES.stream().map((values) -> key(CONNECTION, 0, values))).doesNotHaveDuplicates();
	}

	@Test
	void orderOfTheValuesDoesNotMatter() {
		assertThat(key(CONNECTION, 0, "{\"b\":2,\"a\":1}")).isEqualTo(key(CONNECTION, 0, "{\"a\":1,\"b\":2}"));
	}

	@Test
	void connectionAndGenerationArePartOfIt() {
		assertThat(key(new UUID(0, 2), 0, "{\"a\":1,\"b\":1}")).isNotEqualTo(key(CONNECTION, 0, "{\"a\":1,\"b\":1}"));
		assertThat(key(CONNECTION, 1, "{\"a\":1,\"b\":1}")).isNotEqualTo(key(CONNECTION, 0, "{\"a\":1,\"b\":1}"));
	}

	@Test
	void valuesAreNotShown() {
		Map<String, JsonNode> values = values("{\"a\":\"s3cret\",\"b\":1}");
		Source source = source(CONNECTION, 0);
		assertThat(AnswerKey.of(source, values) + " " + Wanted.of(source, values) + " " + source.api())
			.doesNotContain("s3cret", "example");
	}

	private static AnswerKey key(UUID connection, long generation, String values) {
		return AnswerKey.of(source(connection, generation), values(values));
	}

	private static Source source(UUID connection, long generation) {
		return new Source(Calls.BRAND, connection, generation, "id", new ExternalApi("https://a.example/{a}/{b}", "GET",
				Map.of("X-Key", "s3cret"), null, 60, 10, 0, false, 0, 0, Map.of()));
	}

	private static Map<String, JsonNode> values(String json) {
		Map<String, JsonNode> values = new LinkedHashMap<>();
		JsonMapper.shared()
			.readTree(json)
			.properties()
			.forEach((value) -> values.put(value.getKey(), value.getValue()));
		return values;
	}

}
