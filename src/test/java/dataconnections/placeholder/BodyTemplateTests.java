package dataconnections.placeholder;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import static dataconnections.placeholder.Requests.HOST;
import static dataconnections.placeholder.Requests.assertRefused;
import static dataconnections.placeholder.Requests.body;
import static dataconnections.placeholder.Requests.fillBody;
import static dataconnections.placeholder.Requests.invalid;
import static dataconnections.placeholder.Requests.json;
import static dataconnections.placeholder.Requests.keys;
import static dataconnections.placeholder.Requests.text;
import static dataconnections.placeholder.Requests.value;
import static dataconnections.placeholder.Requests.given;
import static org.assertj.core.api.Assertions.assertThat;

class BodyTemplateTests {

	@ParameterizedTest
	@ValueSource(strings = { "\"text\"", "\"\"", "1", "-0.10", "12345678901234567890123456789012345678901234567890",
			"1.000000000000000000000000000001", "1E+308", "1E+999999999", "true", "false", "null", "[]", "{}",
			"[1,[null]]", "{\"b\":1,\"a\":{\"__proto__\":null}}", "\"{y}\"", "[\"{y}\",\"{{\"]", "{\"{y}\":\"{x}\"}" })
	void stringThatIsThePlaceholderTakesTheValueWithItsType(String json) {
		PlaceholderValues values = given("{\"x\":" + json + "}");
		assertThat(fillBody("{\"a\":\"{x}\"}", values)).isEqualTo("{\"a\":" + json + "}");
		assertThat(fillBody("[1,[\"{x}\"]]", values)).isEqualTo("[1,[" + json + "]]");
		assertThat(fillBody("\"{x}\"", values)).isEqualTo(json);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			"t"        | t
			""         | ``
			1          | 1
			1.50       | 1.50
			1e3        | 1000
			true       | true
			"{y}{{"    | {y}{{
			"\\",\\"b" | \\",\\"b
			"\\n\\\\"  | \\n\\\\
			"}{"       | }{
			""")
	void insideALongerStringTheValueIsText(String json, String text) {
		PlaceholderValues values = given("{\"x\":" + json + "}");
		assertThat(fillBody("{\"a\":\" {x}\"}", values)).isEqualTo("{\"a\":\" " + text + "\"}");
		assertThat(fillBody("\"{x}{x}\"", values)).isEqualTo("\"" + text + text + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "[1]", "{}" })
	void nullArrayAndObjectAreRefusedInsideALongerString(String json) {
		assertRefused(body("\"{x} \""), given("{\"x\":" + json + "}"), "placeholder_type");
		assertRefused(body("\"{x}{x}\""), given("{\"x\":" + json + "}"), "placeholder_type");
	}

	@Test
	void whatIsNoStringStaysAsItIs() {
		String body = "{\"b\":1.10,\"a\":[true,null,1E+999999999,{}],\"{x}\":{\"{{y}}\":\"\"},\"__proto__\":-1}";
		assertThat(body(body).names()).isEmpty();
		assertThat(fillBody(body, given("{}"))).isEqualTo(body);
	}

	@Test
	void placeholdersAreFoundAtAnyDepthAndListedInTheirOrder() {
		assertThat(body("{\"z\":[\"{c}\",{\"{no}\":\"a {a} {{no}}\"}],\"y\":\"{b}{c}\"}").names()).containsExactly("c",
				"a", "b");
	}

	@Test
	void keysBecomeAnArray() {
		assertThat(fillBody("{\"ids\":\"{ids}\",\"n\":[\"{ids}\"]}", keys("ids", "[1,\"a,b\",1.0,true,\"\"]")))
			.isEqualTo("{\"ids\":[1,\"a,b\",1.0,true,\"\"],\"n\":[[1,\"a,b\",1.0,true,\"\"]]}");
		assertThat(fillBody("\"{ids}\"", keys("ids", "[7]"))).isEqualTo("[7]");
	}

	@Test
	void keysAreRefusedInsideALongerString() {
		assertRefused(body("\"id in ({ids})\""), keys("ids", "[7]"), "placeholder_type");
	}

	@Test
	void bodyThatIsMissingOrNullIsNone() {
		assertThat(RequestTemplate.of(HOST, Map.of(), null).fill(given("{}")).body()).isNull();
		assertThat(RequestTemplate.of(HOST, Map.of(), json("null")).fill(given("{}")).body()).isNull();
		assertThat(body("\"{x}\"").fill(given("{\"x\":null}")).body()).isEqualTo("null");
	}

	@Test
	void bodyIsNestedAtMost500Deep() {
		assertThat(fillBody(nested(500, "\"{x}\""), value("x", "v"))).isEqualTo(nested(500, "\"v\""));
		InvalidTemplateException invalid = invalid(() -> RequestTemplate.of(HOST, Map.of(), deep(501)));
		assertThat(invalid.type()).isEqualTo("too_deep");
		assertThat(invalid.path()).isEqualTo(List.of("body"));
		RequestTemplate template = body(nested(300, "\"{x}\""));
		String full = nested(200, "");
		assertThat(template.fill(given("{\"x\":" + full + "}")).body()).isEqualTo(nested(300, full));
		assertRefused(template, given("{\"x\":[" + full + "]}"), "too_deep");
		assertRefused(template, given("{\"x\":{\"a\":" + full + "}}"), "too_deep");
		assertRefused(body(nested(500, "\"{x}\"")), keys("x", "[1]"), "too_deep");
		assertThat(body(nested(499, "\"{x}\"")).fill(keys("x", "[1]")).body()).isEqualTo(nested(500, "1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":{\"b\":1},\"c\":\"{x}\"}", "[[1],\"{x}\"]" })
	void depthIsThatOfThePlaceAndNotOfItsNeighbours(String template) {
		String full = nested(499, "");
		assertThat(fillBody(template, given("{\"x\":" + full + "}"))).isEqualTo(template.replace("\"{x}\"", full));
		assertRefused(body(template), PlaceholderValues.of(Map.of("x", deep(500))), "too_deep");
	}

	@Test
	void valueThatIsBuiltDeeperThanAnyBodyIsRefused() {
		assertRefused(body("\"{x}\""), PlaceholderValues.of(Map.of("x", deep(100_000))), "too_deep");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			["a\\u0000"]            | nul
			{"a":{"b\\u0000":1}}    | nul
			["\\ud800"]             | lone_surrogate
			{"\\udc00":1}           | lone_surrogate
			"\\ud83d{x}"            | lone_surrogate
			""")
	void textThatIsNoneIsRefusedWithTheTemplateAndInsideValues(String json, String type) {
		assertThat(invalid(() -> body(json)).type()).isEqualTo(type);
		assertRefused(body("\"{x}\""), given("{\"x\":" + json + "}"), type);
	}

	@Test
	void valuesCannotJoinHalvesOfACharacter() {
		assertRefused(body("\"{x}{y}\""), PlaceholderValues.of(Map.of("x", text("\ud83d"), "y", text("a"))),
				"lone_surrogate");
	}

	@Test
	void arrayOrObjectCountsByItsJsonText() {
		for (String json : List.of("[\"" + "a".repeat(8_188) + "\"]", "{\"a\":\"" + "b".repeat(8_184) + "\"}",
				"[1,22,true,null,\"" + "😀".repeat(8_192 - 19) + "\"]", "[" + "1,".repeat(4_094) + "10]")) {
			assertThat(json.codePointCount(0, json.length())).isEqualTo(8_192);
			assertThat(fillBody("\"{x}\"", given("{\"x\":" + json + "}"))).isEqualTo(json);
			assertRefused(body("\"{x}\""), given("{\"x\":" + json.replaceFirst("[a1]", "$0$0") + "}"), "too_long");
		}
	}

	@Test
	void bodyHasAtMost2097152Characters() {
		String longest = "\"" + "a".repeat(BodyTemplate.MAX_CHARACTERS - 2) + "\"";
		assertThat(fillBody(longest, given("{}"))).isEqualTo(longest);
		assertThat(invalid(() -> body("[" + longest + "]")).type()).isEqualTo("too_long");
		String half = "[\"" + "a".repeat(BodyTemplate.MAX_CHARACTERS / 2) + "\",\"{x}\"]";
		String keys = IntStream.range(0, 128)
			.mapToObj((i) -> "\"" + "k".repeat(8_191) + "\"")
			.collect(Collectors.joining(",", "[", "]"));
		assertThat(fillBody(half, keys("x", keys))).hasSizeGreaterThan(2_000_000);
		assertRefused(body(half), keys("x", keys.replaceFirst("\\[", "[\"" + "k".repeat(200) + "\",")),
				"filled_too_long");
	}

	@Test
	void valuesThatAreTooLongTogetherAreRefusedOnceWhereverTheyAre() {
		RequestTemplate whole = body("[" + "\"{x}\",".repeat(1_000) + "0]");
		String text = "\"" + "v".repeat(8_000) + "\"";
		assertRefused(whole, given("{\"x\":" + text + "}"), "filled_too_long");
		assertRefused(whole, given("{\"x\":[" + text + "]}"), "filled_too_long");
		assertRefused(whole, keys("x", "[" + text + "]"), "filled_too_long");
		RequestTemplate inside = body("[" + "\" {x}\",".repeat(1_000) + "0]");
		assertRefused(inside, given("{\"x\":" + text + "}"), "filled_too_long");
	}

	@Test
	@Timeout(60)
	void manyLargeValuesAreCutOffEarly() {
		RequestTemplate template = body("[" + "\"{x}\",\" {y}\",".repeat(100_000) + "0]");
		String large = "\"" + "v".repeat(8_192) + "\"";
		assertRefused(template, given("{\"x\":" + large + ",\"y\":" + large + "}"), "filled_too_long");
		assertRefused(template, given("{\"x\":[" + large + "],\"y\":1}"), "too_long");
		assertRefused(template, given("{\"x\":\"" + "v".repeat(10_000_000) + "\",\"y\":1}"), "too_long");
		assertRefused(template, given("{\"x\":1,\"y\":" + "9".repeat(900) + "e999999999}"), "filled_too_long");
	}

	@Test
	void tenThousandPlaceholdersAreFilled() {
		String body = IntStream.range(0, 10_000)
			.mapToObj((i) -> "\"{p" + i + "}\"")
			.collect(Collectors.joining(",", "[", "]"));
		String values = IntStream.range(0, 10_000)
			.mapToObj((i) -> "\"p" + i + "\":" + i)
			.collect(Collectors.joining(",", "{", "}"));
		assertThat(fillBody(body, given(values))).isEqualTo(body.replaceAll("\"\\{p([0-9]+)}\"", "$1"));
	}

	private static String nested(int depth, String inside) {
		return "[".repeat(depth) + inside + "]".repeat(depth);
	}

	private static JsonNode deep(int depth) {
		JsonNode node = json("[]");
		for (int i = 1; i < depth; i++) {
			node = ((ArrayNode) json("[]")).add(node);
		}
		return node;
	}

}
