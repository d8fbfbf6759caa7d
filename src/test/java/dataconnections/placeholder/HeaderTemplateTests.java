package dataconnections.placeholder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dataconnections.placeholder.Requests.HOST;
import static dataconnections.placeholder.Requests.assertRefused;
import static dataconnections.placeholder.Requests.fillHeader;
import static dataconnections.placeholder.Requests.header;
import static dataconnections.placeholder.Requests.invalid;
import static dataconnections.placeholder.Requests.keys;
import static dataconnections.placeholder.Requests.refusals;
import static dataconnections.placeholder.Requests.value;
import static dataconnections.placeholder.Requests.given;
import static org.assertj.core.api.Assertions.assertThat;

class HeaderTemplateTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " a ", "a:b;c=\"d\\\"", "!~", "%0d%0a", "{y}", "${jndi:x}", "a, b" })
	void visibleAsciiAndSpacesAreSentAsTheyAre(String value) {
		assertThat(fillHeader("<{x}>", value("x", value))).isEqualTo("<" + value + ">");
		assertThat(fillHeader("{x}", value("x", value))).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, '\t', '\n', 0x0b, 0x0c, '\r', 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0xa0, 0xe9, 0xff, 0x100, 0x10a,
			0x10d, 0x2028, 0x560a, 0x560d, 0xff1a, 0x1f600 })
	void anythingElseIsRefusedAndNamed(int c) {
		String text = "a" + Character.toString(c) + "b";
		assertRefused(header("{x}"), value("x", text), "header_character");
		assertThat(refusals(header("{x}"), value("x", text)).getFirst().sentence()).contains("U+%04X".formatted(c));
		InvalidTemplateException invalid = invalid(() -> header(text));
		assertThat(invalid.type()).isEqualTo("header_character");
		assertThat(invalid.path()).isEqualTo(List.of("headers", "X-Header"));
	}

	@Test
	void nulIsRefusedLikeAnywhere() {
		assertRefused(header("{x}"), value("x", "\0"), "nul");
		assertThat(invalid(() -> header("\0")).type()).isEqualTo("header_character");
	}

	@Test
	void numbersAndBooleansTakeTheirText() {
		assertThat(fillHeader("{a} {b} {c}", given("{\"a\":1.50,\"b\":true,\"c\":12345678901234567890}")))
			.isEqualTo("1.50 true 12345678901234567890");
	}

	@Test
	void keysArePercentEncodedAndJoinedWithCommas() {
		assertThat(fillHeader("ids={ids}", keys("ids", "[1,\"a,b\",\"%2C\",\"\\r\\n\",\"é\"]")))
			.isEqualTo("ids=1,a%2Cb,%252C,%0D%0A,%C3%A9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[1]", "{}" })
	void nullArrayAndObjectAreRefused(String json) {
		assertRefused(header("{x}"), given("{\"x\":" + json + "}"), "placeholder_type");
	}

	@Test
	void headersHaveAtMost65536CharactersTogether() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("A", "a".repeat(32_767));
		headers.put("B", "b".repeat(32_760) + "{x}");
		RequestTemplate template = RequestTemplate.of(HOST, headers, null);
		assertThat(template.fill(value("x", "abcd")).headers().get("B")).endsWith("abcd");
		assertRefused(template, value("x", "abcde"), "filled_too_long");
		headers.put("C", "ccc");
		assertThat(RequestTemplate.of(HOST, headers, null).names()).containsExactly("x");
		headers.put("C", "cccc");
		InvalidTemplateException invalid = invalid(() -> RequestTemplate.of(HOST, headers, null));
		assertThat(invalid.type()).isEqualTo("too_long");
		assertThat(invalid.path()).isEqualTo(List.of("headers"));
	}

}
