package dataconnections.placeholder;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static dataconnections.placeholder.Requests.HOST;
import static dataconnections.placeholder.Requests.assertRefused;
import static dataconnections.placeholder.Requests.body;
import static dataconnections.placeholder.Requests.fillUrl;
import static dataconnections.placeholder.Requests.header;
import static dataconnections.placeholder.Requests.json;
import static dataconnections.placeholder.Requests.keys;
import static dataconnections.placeholder.Requests.refusals;
import static dataconnections.placeholder.Requests.text;
import static dataconnections.placeholder.Requests.url;
import static dataconnections.placeholder.Requests.value;
import static dataconnections.placeholder.Requests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class RequestTemplateTests {

	@Test
	void allPartsAreFilledWithOneSetOfValues() {
		FilledRequest filled = template()
			.fill(given("{\"id\":7,\"q\":\"a b\",\"token\":\"t\",\"tag\":\"x\",\"list\":[1]}"));
		assertThat(filled.url()).isEqualTo("https://crm.example/7?q=a%20b");
		assertThat(filled.headers()).containsExactly(Map.entry("Z-Auth", "Bearer t"), Map.entry("A-Tag", "x 7"));
		assertThat(filled.body()).isEqualTo("{\"list\":[1],\"id\":\"no. 7\"}");
	}

	@Test
	void namesAreThoseOfUrlThenHeadersThenBody() {
		assertThat(template().names()).containsExactly("id", "q", "token", "tag", "list");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> template().names().clear());
		assertThat(url(HOST).names()).isEmpty();
	}

	@Test
	void sameTemplateAndValuesMakeAnEqualRequest() {
		String values = "{\"id\":1.0,\"q\":\"é\",\"token\":\"t\",\"tag\":true,\"list\":{\"b\":1,\"a\":1.0}}";
		assertThat(template().fill(given(values))).isEqualTo(template().fill(given(values)))
			.hasSameHashCodeAs(template().fill(given(values)));
		assertThat(template().fill(given(values))).isNotEqualTo(template().fill(given(values.replace("1.0}", "1}"))));
	}

	@Test
	void everythingThatIsWrongIsNamedAtOnce() {
		PlaceholderValues values = given("""
				{"ID":1,"q":null,"token":"a\\nb","tag":"\\u0000","list":"ok","a b":1}""");
		assertThat(refusals(template(), values)).extracting(Refusal::placeholder, Refusal::type)
			.containsExactly(tuple("id", "missing"), tuple("tag", "nul"), tuple("ID", "extra_forbidden"),
					tuple("a b", "extra_forbidden"), tuple("q", "placeholder_type"),
					tuple("token", "header_character"));
	}

	@Test
	void sentencesNameThePlaceholderAndTheRemedy() {
		assertThat(refusals(url(HOST + "{id}"), given("{\"Id\":1}"))).extracting(Refusal::sentence)
			.containsExactly("{id} has no value: send one under this name.",
					"{Id} is no placeholder of this connection: leave it out.");
		assertThat(refusals(url(HOST + "{id}"), value("id", ".."))).extracting(Refusal::sentence)
			.containsExactly("The value of {id} makes a whole segment of the url's path '.' or '..', "
					+ "which leads to another path: send another.");
	}

	@Test
	void valueThatIsWrongInManyPlacesIsRefusedOnce() {
		assertRefused(RequestTemplate.of(HOST + "{x}/{x}?{x}", Map.of("A", "{x}{x}", "B", "{x}"), json("[\" {x}\"]")),
				given("{\"x\":[]}"), "placeholder_type");
	}

	@Test
	void extraValueIsRefusedWhereThereAreNoPlaceholders() {
		assertRefused(url(HOST), value("x", "v"), "extra_forbidden");
		assertRefused(url(HOST), keys("x", "[1]"), "extra_forbidden");
	}

	@Test
	void onlyAHundredRefusalsAreNamedAndAllAreCounted() {
		String extras = IntStream.range(0, 250).mapToObj((i) -> "\"e" + i + "\":1").collect(Collectors.joining(","));
		assertThatExceptionOfType(PlaceholderException.class)
			.isThrownBy(() -> url(HOST + "{x}").fill(given("{" + extras + "}")))
			.satisfies((ex) -> assertThat(ex.count()).isEqualTo(251))
			.satisfies((ex) -> assertThat(ex.refusals()).hasSize(100))
			.satisfies((ex) -> assertThat(ex.refusals().getFirst().placeholder()).isEqualTo("x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "é", "😀" })
	void valueHasAtMost8192Characters(String character) {
		String longest = character.repeat(8_192);
		assertThat(body("\"{x}\"").fill(value("x", longest)).body()).isEqualTo("\"" + longest + "\"");
		for (RequestTemplate template : List.of(url(HOST + "{x}"), header("{x}"), body("\"{x}\""), body("\" {x}\""))) {
			assertRefused(template, value("x", longest + "a"), "too_long");
			assertRefused(template, value("x", longest.repeat(3)), "too_long");
		}
		assertRefused(url(HOST + "{x}"), keys("x", "[\"" + longest + "a\"]"), "too_long");
	}

	@Test
	void numberHasAtMost8192Digits() {
		assertThat(fillUrl(HOST + "{x}", given("{\"x\":-" + "9".repeat(990) + "}"))).hasSize(HOST.length() + 991);
		assertRefused(url(HOST + "{x}"),
				PlaceholderValues.of(Map.of("x", JsonNodeFactory.instance.numberNode(BigInteger.TEN.pow(8_192)))),
				"too_long");
	}

	@ParameterizedTest
	@CsvSource({ "a\\u0000b,nul", "\\u0000,nul", "\\ud800,lone_surrogate", "a\\udc00,lone_surrogate",
			"\\ude00\\ud83d,lone_surrogate" })
	void textThatIsNoneIsRefusedEverywhere(String text, String type) {
		PlaceholderValues values = given("{\"x\":\"" + text + "\"}");
		for (RequestTemplate template : List.of(url(HOST + "{x}"), url(HOST + "?{x}"), header("{x}"), body("\"{x}\""),
				body("\" {x}\""))) {
			assertRefused(template, values, type);
		}
		assertRefused(url(HOST + "{x}"), keys("x", "[\"" + text + "\"]"), type);
	}

	@Test
	void whatIsNoJsonIsRefused() {
		assertRefused(body("\"{x}\""),
				PlaceholderValues.of(Map.of("x", JsonNodeFactory.instance.binaryNode(new byte[1]))),
				"placeholder_type");
		assertRefused(body("\"{x}\""), PlaceholderValues.of(Map.of("x", JsonNodeFactory.instance.pojoNode("a"))),
				"placeholder_type");
		assertRefused(body("\"{x}\""), PlaceholderValues.of(Map.of("x", json("{}").path("a"))), "placeholder_type");
	}

	@Test
	void everyWrongKeyIsNamedWithItsIndex() {
		for (RequestTemplate template : List.of(url(HOST + "{ids}"), header("{ids}"), body("\"{ids}\""))) {
			assertThat(refusals(template, keys("ids", "[1,null,\"a\",[2],{},\"\\u0000\"]")))
				.extracting(Refusal::placeholder, Refusal::index, Refusal::type)
				.containsExactly(tuple("ids", 1, "key_type"), tuple("ids", 3, "key_type"), tuple("ids", 4, "key_type"),
						tuple("ids", 5, "nul"));
			assertRefused(template, keys("ids", "[]"), "keys_empty");
		}
	}

	@Test
	void keysAndAValueForOnePlaceholderAreRefused() {
		assertRefused(url(HOST + "{ids}"), given("{\"ids\":1}").withKeys("ids", List.of(json("2"))), "duplicate");
	}

	@Test
	void listIsOnlyForThePlaceholderOfTheKeys() {
		RequestTemplate template = url(HOST + "{ids}?other={other}");
		PlaceholderValues values = given("{\"other\":[1,2]}").withKeys("ids", List.of(json("1")));
		assertThat(refusals(template, values)).extracting(Refusal::placeholder).containsExactly("other");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[1,"a"] | [1,"a"]
			1       | [1]
			"a,b"   | ["a,b"]
			""")
	void sampleOfTheKeysIsOneOrAList(String sample, String keys) {
		PlaceholderValues values = given("{\"x\":true,\"ids\":" + sample + "}").withKeysFrom("ids");
		assertThat(body("[\"{ids}\",\"{x}\"]").fill(values).body()).isEqualTo("[" + keys + ",true]");
	}

	@Test
	void sampleOfTheKeysThatIsMissingOrWrongIsRefused() {
		assertRefused(url(HOST + "{ids}"), given("{}").withKeysFrom("ids"), "missing");
		assertRefused(url(HOST + "{ids}"), given("{\"ids\":[]}").withKeysFrom("ids"), "keys_empty");
		assertRefused(url(HOST + "{ids}"), given("{\"ids\":null}").withKeysFrom("ids"), "key_type");
	}

	@Test
	void valuesAreThoseAtTheTimeOfTheirMaking() {
		Map<String, JsonNode> map = new LinkedHashMap<>(Map.of("x", text("a")));
		PlaceholderValues values = PlaceholderValues.of(map);
		map.put("x", text("b"));
		map.put("y", text("c"));
		assertThat(fillUrl(HOST + "{x}", values)).isEqualTo(HOST + "a");
	}

	@Test
	void valuesAreNeverShown() {
		String secret = "hunter2";
		PlaceholderValues values = given(
				"{\"x\":\"" + secret + "\\n\",\"y\":[\"" + secret + "\"],\"z\":\"" + secret + "\"}")
			.withKeys("k", List.of(text(secret + "\0")));
		RequestTemplate template = RequestTemplate.of(HOST + "{y}?{k}" + secret, Map.of("A", "{x}" + secret), null);
		assertThatExceptionOfType(PlaceholderException.class).isThrownBy(() -> template.fill(values))
			.satisfies((ex) -> assertThat(ex.refusals()).hasSize(4))
			.satisfies((ex) -> assertThat(ex.toString() + ex.refusals()).doesNotContain(secret));
		assertThat(values.toString() + template.toString()).doesNotContain(secret);
		assertThat(RequestTemplate.of(HOST + "{x}", Map.of("A", "{x}"), json("\"{x}\"")).fill(value("x", secret)))
			.asString()
			.doesNotContain(secret);
	}

	@Test
	void nameThatIsNoneOfOursIsShortenedAndMadePrintable() {
		Refusal refusal = refusals(url(HOST), value("\ud800\r\n" + "n".repeat(1_000_000), "v")).getFirst();
		assertThat(refusal.placeholder()).isEqualTo("\ufffd\ufffd\ufffd" + "n".repeat(252) + "…");
		assertThat(refusal.sentence()).hasSizeLessThan(150);
		assertThat(refusals(url(HOST), value("n".repeat(255), "v")).getFirst().placeholder())
			.isEqualTo("n".repeat(255));
		assertThat(refusals(url(HOST), value("😀".repeat(256), "v")).getFirst().placeholder())
			.isEqualTo("😀".repeat(255) + "…");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			null | is null,
			[1]  | is an array,
			{}   | is an object,
			""")
	void whatIsNoTextIsCalledByItsName(String json, String name) {
		assertThat(refusals(url(HOST + "{x}"), given("{\"x\":" + json + "}")).getFirst().sentence()).contains(name);
	}

	@Test
	void longNameOfATemplateIsKeptButShortenedInSentences() {
		String name = "n".repeat(1_000);
		Refusal refusal = refusals(url(HOST + "{" + name + "}"), given("{}")).getFirst();
		assertThat(refusal.placeholder()).isEqualTo(name);
		assertThat(refusal.sentence()).startsWith("{" + "n".repeat(64) + "…} has no value");
	}

	private static RequestTemplate template() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Z-Auth", "Bearer {token}");
		headers.put("A-Tag", "{tag} {id}");
		return RequestTemplate.of("https://crm.example/{id}?q={q}", headers,
				json("{\"list\":\"{list}\",\"id\":\"no. {id}\"}"));
	}

}
