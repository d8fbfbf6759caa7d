package dataconnections.placeholder;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dataconnections.placeholder.Requests.HOST;
import static dataconnections.placeholder.Requests.assertRefused;
import static dataconnections.placeholder.Requests.fillUrl;
import static dataconnections.placeholder.Requests.invalid;
import static dataconnections.placeholder.Requests.keys;
import static dataconnections.placeholder.Requests.url;
import static dataconnections.placeholder.Requests.value;
import static dataconnections.placeholder.Requests.given;
import static org.assertj.core.api.Assertions.assertThat;

class UrlTemplateTests {

	@ParameterizedTest
	@ValueSource(strings = { "{x}", "{x}://crm.example/", "http{x}://crm.example/", "https:{x}//crm.example/",
			"https:/{x}/crm.example/", "https://{x}", "https://{x}/", "https://{x}.example/", "https://crm.{x}/a",
			"https://crm.example{x}", "https://crm.example{x}/", "https://crm.example:{x}/",
			"https://crm.example:80{x}", "https://crm.example:80{x}/a", "https://{x}@crm.example/",
			"https://user:{x}@crm.example/", "https://crm.example@{x}/", "https://{{x}}{x}/", "https://{0}/{x}",
			"https://{{a}}/{x}", "//crm.example/{x}", "/a/{x}", "crm.example/{x}", "https:crm.example/{x}",
			"https:/crm.example/{x}", "https:///{x}", "https:////{x}", "https://?{x}&", "https:///crm.example/{x}",
			"https:\\\\crm.example/{x}", "https://crm.example\\{x}", "https://crm.example\\/{x}", "https://\t/{x}",
			"https://crm.example\n/{x}", "\thttps://crm.example/{x}", " https://crm.example/{x}",
			"https://crm.example /{x}", "https:// /{x}", "https://\u00a0/{x}", "https://\uff0f/{x}",
			"https://\u3002/{x}", "https://b\u00fccher.example/{x}", "https://crm.example;{x}", "ftp://crm.example/{x}",
			"file:///{x}", "jar:https://crm.example!/{x}", "javascript://%0a{x}", "https+x://crm.example/{x}",
			"\uff48ttps://crm.example/{x}", "http\u017f://crm.example/{x}" })
	void placeholderThatCouldChangeTheTargetIsRefusedWithTheTemplate(String template) {
		InvalidTemplateException invalid = invalid(() -> url(template));
		assertThat(invalid.type()).isEqualTo("url_placeholder");
		assertThat(invalid.path()).isEqualTo(List.of("url"));
		assertThat(invalid.sentence()).contains("{x}", "https://");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://crm.example/{x}", "HTTP://crm.example/{x}", "https://crm.example?{x}",
			"https://crm.example:8443/{x}", "https://[2001:db8::1]:8443/{x}", "http://127.0.0.1/{x}",
			"https://crm.example/?a={x}", "https://crm.example/a?b={x}&c=d" })
	void placeholderInPathOrQueryIsFilled(String template) {
		assertThat(fillUrl(template, value("x", "v"))).isEqualTo(template.replace("{x}", "v"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://crm.example/#{x}", "https://crm.example#/{x}", "https://crm.example/{x}#a",
			"https://crm.example/?{x}#", "https://evil.example#@crm.example/{x}", "https://crm.example/#", "#{x}",
			"#" })
	void fragmentIsRefusedWithTheTemplate(String template) {
		assertThat(invalid(() -> url(template)).type()).isEqualTo("url_fragment");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%{x}", "%2{x}", "%{x}e", "a?b=%2{x}", "a?%{x}", "%zz/{x}", "{x}%", "%{{", "{x}/%4" })
	void valueCannotCompleteAPercentSign(String rest) {
		assertThat(invalid(() -> url(HOST + rest)).type()).isEqualTo("url_character");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			AZaz09-._~              | AZaz09-._~
			`a b`                   | a%20b
			a+b                     | a%2Bb
			a/b                     | a%2Fb
			../../etc/passwd        | ..%2F..%2Fetc%2Fpasswd
			/../                    | %2F..%2F
			?a=b&c#d                | %3Fa%3Db%26c%23d
			@evil.example           | %40evil.example
			:80@evil.example        | %3A80%40evil.example
			\\evil                  | %5Cevil
			%2e%2E%0d%0a            | %252e%252E%250d%250a
			;a,b!$'()*[]            | %3Ba%2Cb%21%24%27%28%29%2A%5B%5D
			{y}{{y}}                | %7By%7D%7B%7By%7D%7D
			"<>^`                   | %22%3C%3E%5E%60
			é€😀                    | %C3%A9%E2%82%AC%F0%9F%98%80
			`   `                   | %20%20%20
			...                     | ...
			..a                     | ..a
			${jndi:ldap://x}        | %24%7Bjndi%3Aldap%3A%2F%2Fx%7D
			""")
	void allButUnreservedCharactersArePercentEncoded(String value, String encoded) {
		assertThat(fillUrl(HOST + "{x}", value("x", value))).isEqualTo(HOST + encoded);
		assertThat(fillUrl(HOST + "a?{x}={x}", value("x", value))).isEqualTo(HOST + "a?" + encoded + "=" + encoded);
	}

	@Test
	void controlCharactersArePercentEncoded() {
		assertThat(fillUrl(HOST + "{x}", value("x", "\r\n\t|\u0001\u007f\u0085\u2028\ufeff")))
			.isEqualTo(HOST + "%0D%0A%09%7C%01%7F%C2%85%E2%80%A8%EF%BB%BF");
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "false,false", "0,0", "-1,-1", "54490,54490", "1.50,1.50",
			"123456789012345678901234567890,123456789012345678901234567890", "1e3,1000", "1E-7,0.0000001",
			"-1e-3,-0.001", "1e63,1000000000000000000000000000000000000000000000000000000000000000", "1e64,1E%2B64",
			"1e999999999,1E%2B999999999", "1e-999999999,1E-999999999" })
	void numbersAndBooleansTakeTheirText(String json, String text) {
		assertThat(fillUrl(HOST + "{x}", given("{\"x\":" + json + "}"))).isEqualTo(HOST + text);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			{x},.
			{x},..
			{x}/a,..
			a/{x},..
			a/{x}/b,.
			a/{x}?b,..
			.{x},.
			{x}.,.
			.{x},``
			{x}.,``
			..{x},``
			%2e{x},.
			%2E{x},``
			{x}%2e,.
			{x};v=1,..
			{x};,.
			..{x};v=1,``
			{x}{x},.
			""")
	void valueCannotMakeADotSegment(String path, String value) {
		assertRefused(url(HOST + path), value("x", value), "dot_segment");
	}

	@Test
	void valuesTogetherCannotMakeADotSegment() {
		assertRefused(url(HOST + "a/{x}{y}"), given("{\"x\":\".\",\"y\":\".\"}"), "dot_segment");
		assertRefused(url(HOST + "a/{x}{y}"), given("{\"x\":\"\",\"y\":\"..\"}"), "dot_segment");
		assertRefused(url(HOST + "a/{ids}"), keys("ids", "[\"..\"]"), "dot_segment");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a?b={x}", "?{x}", "a?/{x}", "a?a/{x}/b", "a{x}", "{x}a", "a/;{x}" })
	void dotsThatAreNoWholeSegmentAreSent(String rest) {
		assertThat(fillUrl(HOST + rest, value("x", ".."))).isEqualTo(HOST + rest.replace("{x}", ".."));
	}

	@Test
	void queryHasNoSegmentsAlsoWhereThereIsNoPath() {
		assertThat(fillUrl("https://crm.example?a/{x}/b", value("x", ".."))).isEqualTo("https://crm.example?a/../b");
	}

	@Test
	void dotSegmentOfTheTemplateIsTheAuthorsOwn() {
		assertThat(fillUrl(HOST + "a/../{x}", value("x", "b"))).isEqualTo(HOST + "a/../b");
	}

	@ParameterizedTest
	@CsvSource({ "{x},''", "a/{x},a/", "a/{x}/b,a//b", "?a={x},?a=", "?{x},?", "a{x}/b,a/b", "a?b={x}/c,a?b=/c" })
	void emptyValueIsAValue(String rest, String filled) {
		assertThat(fillUrl(HOST + rest, value("x", ""))).isEqualTo(HOST + filled);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{x}/", "{x}/evil.example/a", "{x}{x}/b", "{x}/?a", "{x}//" })
	void emptyValueCannotMakeThePathLookLikeAHost(String rest) {
		assertRefused(url(HOST + rest), value("x", ""), "leading_slashes");
		assertThat(fillUrl(HOST + rest, value("x", "v"))).isEqualTo(HOST + rest.replace("{x}", "v"));
	}

	@Test
	void literalBracesArePercentEncoded() {
		assertThat(fillUrl(HOST + "{{a}}/{}/{1}?b={\"c\":{x}}", value("x", "v")))
			.isEqualTo(HOST + "%7Ba%7D/%7B%7D/%7B1%7D?b=%7B\"c\":v%7D");
		assertThat(fillUrl(HOST + "{{{x}}}", value("x", "v"))).isEqualTo(HOST + "%7Bv%7D");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "crm.example", "ftp://crm.example/", "https://a@crm.example/", "https://{0}/",
			"https://crm.example/\u00a0" })
	void urlWithoutPlaceholdersIsLeftForTheCallToJudge(String url) {
		assertThat(fillUrl(url, given("{}"))).isEqualTo(url);
	}

	@Test
	void keysAreJoinedWithCommasAndTheirOwnCommasEncoded() {
		assertThat(fillUrl(HOST + "{ids}?q={ids}", keys("ids", "[1,\"a,b\",\"%2C\",1.0,true,\"\",\"é/\"]")))
			.isEqualTo(HOST + "1,a%2Cb,%252C,1.0,true,,%C3%A9%2F?q=1,a%2Cb,%252C,1.0,true,,%C3%A9%2F");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "[1]", "{}", "{\"a\":1}" })
	void nullArrayAndObjectAreRefused(String json) {
		assertRefused(url(HOST + "{x}"), given("{\"x\":" + json + "}"), "placeholder_type");
		assertRefused(url(HOST + "?a={x}"), given("{\"x\":" + json + "}"), "placeholder_type");
	}

	@Test
	void urlHasAtMost65536Characters() {
		String longest = HOST + "a".repeat(UrlTemplate.MAX_CHARACTERS - HOST.length());
		assertThat(fillUrl(longest, given("{}"))).isEqualTo(longest);
		assertThat(invalid(() -> url(longest + "a")).type()).isEqualTo("too_long");
		String almost = longest.substring(0, longest.length() - 7) + "{x}";
		assertThat(fillUrl(almost, value("x", "abcd"))).endsWith("abcd");
		assertRefused(url(almost), value("x", "abcde"), "filled_too_long");
		assertRefused(url(almost), value("x", "é"), "filled_too_long");
	}

	@Test
	void valuesThatAreTooLongTogetherAreRefusedOnce() {
		RequestTemplate template = url(HOST + "{x}/{y}?z={z}".repeat(2_000));
		assertRefused(template, given("{\"x\":\"v\",\"y\":\"" + "é".repeat(8_192) + "\",\"z\":\"w\"}"),
				"filled_too_long");
	}

}
