package dataconnections.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.ExternalApi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MaskTests {

	private static final String URL = "https://a.example/{id}";

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "authorization", "Cookie", "X-Auth-Token", "x-api-KEY", "Client-Secret",
			"password", "PASSWORDS" })
	void headerWhoseNameSaysSecretIsHidden(String name) {
		assertThat(Mask.hide(api(URL, Map.of(name, "s3cret"), null)).headers()).containsEntry(name, Mask.TEXT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept", "X-Plain", "User-Agent" })
	void otherHeaderIsShown(String name) {
		assertThat(Mask.hide(api(URL, Map.of(name, "shown"), null)).headers()).containsEntry(name, "shown");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"token":"a","b":"c"}|{"token":"********","b":"c"}
			{"a":{"Password":"a"}}|{"a":{"Password":"********"}}
			{"keys":["a",["b"],1,null]}|{"keys":["********",["********"],1,null]}
			{"secret":{"value":"a","n":[{"v":"b"}]}}|{"secret":{"value":"********","n":[{"v":"********"}]}}
			[{"api_key":"a"},"b"]|[{"api_key":"********"},"b"]
			{"token":1,"key":true,"secret":null}|{"token":1,"key":true,"secret":null}""")
	void stringsOfTheBodyAreHiddenUnderSuchNames(String body, String hidden) {
		ExternalApi shown = Mask.hide(api(URL, Map.of(), body));
		assertThat(shown.body()).isEqualTo(json(hidden));
		assertThat(Unmasking.of(shown, api(URL, Map.of(), body)).body()).isEqualTo(json(body));
	}

	@Test
	void samplesAreHiddenUnderSuchNames() {
		ExternalApi api = samples("{\"token\":\"s3cret\",\"id\":\"7\"}");
		ExternalApi shown = Mask.hide(api);
		assertThat(shown).isEqualTo(samples("{\"token\":\"********\",\"id\":\"7\"}"));
		assertThat(Unmasking.of(shown, api)).isEqualTo(api);
	}

	@Test
	void maskKeepsWhatIsStoredWhateverTheCaseOfAHeader() {
		ExternalApi sent = api(URL, Map.of("x-token", Mask.TEXT, "X-Key", "new"), null);
		assertThat(Unmasking.of(sent, api(URL, Map.of("X-Token", "old", "X-Key", "old"), null)).headers())
			.isEqualTo(Map.of("x-token", "old", "X-Key", "new"));
	}

	@Test
	void maskUnderAPlainNameIsAValueLikeAnyOther() {
		ExternalApi sent = api(URL, Map.of("X-Plain", Mask.TEXT), "{\"a\":\"********\"}");
		assertThat(Unmasking.of(sent, null)).isEqualTo(sent);
	}

	@Test
	void everyMaskThatHasNothingBehindItIsNamed() {
		ExternalApi sent = api(URL, Map.of("X-Token", Mask.TEXT), "{\"a\":[{\"key\":\"********\"}]}");
		assertThat(refused(sent, null)).extracting(Violation::loc)
			.containsExactly(List.of("body", "external_api_details", "headers", "X-Token"),
					List.of("body", "external_api_details", "body", "a", 0, "key"));
		assertThat(refused(sent, api(URL, Map.of("X-Other-Token", "a"), "{\"a\":[{\"key\":1}]}"))).hasSize(2);
	}

	@Test
	void secretsInAListOfAnotherLengthMustBeSentAgain() {
		String stored = "{\"a\":[{\"key\":\"1\"},{\"key\":\"2\"}]}";
		assertThat(refused(api(URL, Map.of(), "{\"a\":[{\"key\":\"********\"}]}"), api(URL, Map.of(), stored)))
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://b.example/{id}", "http://a.example/{id}", "https://a.example:8443/{id}",
			"https://a.example.b.example/{id}", "https://sub.a.example/", "https://a.example:80/" })
	void secretsStayWithTheirSchemeHostAndPort(String url) {
		assertThat(refused(api(url, Map.of("X-Token", Mask.TEXT), "{\"key\":\"********\"}"),
				api(URL, Map.of("X-Token", "s3cret"), "{\"key\":\"s3cret\"}")))
			.hasSize(2)
			.allSatisfy((violation) -> {
				assertThat(violation.type()).isEqualTo("masked");
				assertThat(violation.msg()).contains("scheme, host or port").doesNotContain("s3cret");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a.example/other?q={id}", "HTTPS://A.example:443/", "https://a.example./{id}",
			"https://a.example" })
	void sameOriginIsRecognizedHoweverItIsWritten(String url) {
		assertThat(Unmasking.of(api(url, Map.of("X-Token", Mask.TEXT), null), api(URL, Map.of("X-Token", "old"), null))
			.headers()).containsEntry("X-Token", "old");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ftp://a.example/", "https://a.example@b.example/", "https://{id}/",
			"https:\\\\a.example/", "//a.example/", "https://a.example\\@b.example/", "https://a.example#@b.example/",
			" https://a.example/" })
	void secretsAreNotPutIntoWhatCannotBeCalled(String url) {
		assertThat(Unmasking.of(api(url, Map.of("X-Token", Mask.TEXT), null), api(URL, Map.of("X-Token", "old"), null))
			.headers()).containsEntry("X-Token", Mask.TEXT);
	}

	private static List<Violation> refused(ExternalApi sent, @Nullable ExternalApi stored) {
		return assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Unmasking.of(sent, stored))
			.actual()
			.violations();
	}

	private static ExternalApi api(String url, Map<String, String> headers, @Nullable String body) {
		return new ExternalApi(url, "GET", headers, (body != null) ? json(body) : null, 30, 10, 0, false, 0, 0,
				Map.of());
	}

	private static ExternalApi samples(String samples) {
		Map<String, JsonNode> values = new LinkedHashMap<>();
		json(samples).properties().forEach((value) -> values.put(value.getKey(), value.getValue()));
		return new ExternalApi(URL, "GET", Map.of(), null, 30, 10, 0, false, 0, 0, values);
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
