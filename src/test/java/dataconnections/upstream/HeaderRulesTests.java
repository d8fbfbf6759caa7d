package dataconnections.upstream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderRulesTests {

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "x-api-key", "Cookie", "Content-Type", "Accept", "Accept-Encoding",
			"User-Agent", "X_Under.score", "If-None-Match", "Idempotency-Key", "!#$%&'*+-.^_`|~09az" })
	void ordinaryHeaderIsPermitted(String name) {
		assertThat(HeaderRules.check(Map.of(name, "Bearer {token}\t;a=\"~\""))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host", "hOST", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "TE",
			"Trailer", "Upgrade", "Expect", "Proxy-Authorization", "Proxy-Connection", "proxy-anything",
			"HTTP2-Settings", "Alt-Used" })
	void headerOfTheClientItselfIsRefused(String name) {
		assertThat(HeaderRules.check(Map.of(name, "1"))).singleElement().satisfies((fault) -> {
			assertThat(fault.type()).isEqualTo("header_reserved");
			assertThat(fault.header()).isEqualTo(name);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "X Y", "X:", ":authority", "X\r\nHost", "X\u0000", "X\u00e9", "X\u00a0",
			"\u212aey", "Host ", " Host", "X\"", "X(1)", "X,Y", "{name}" })
	void nameThatIsNoTokenIsRefused(String name) {
		assertThat(HeaderRules.check(Map.of(name, "1"))).extracting(HeaderRules.Fault::type)
			.containsExactly("header_name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nHost: b", "a\nb", "a\rb", "\u0000", "\u007f", "\u0085", "\u2028", "\u00e9", "\u00a0",
			"a\u000bb", "\ud83d\ude00" })
	void valueThatWouldSplitOrIsNotAsciiIsRefusedAndNotShown(String value) {
		assertThat(HeaderRules.check(Map.of("X-Secret", "s3cret" + value))).singleElement().satisfies((fault) -> {
			assertThat(fault.type()).isEqualTo("header_value");
			assertThat(fault.msg()).doesNotContain("s3cret");
		});
	}

	@Test
	void lengthsAreBounded() {
		assertThat(HeaderRules.check(Map.of("n".repeat(256), "v".repeat(8192)))).isEmpty();
		assertThat(HeaderRules.check(Map.of("n".repeat(257), "v".repeat(8193)))).extracting(HeaderRules.Fault::type)
			.containsExactly("header_name", "header_too_long");
	}

	@Test
	void oneNameInTwoCasesIsRefused() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("X-Key", "1");
		headers.put("x-key", "2");
		assertThat(HeaderRules.check(headers)).containsExactly(new HeaderRules.Fault("x-key", "header_repeated",
				"The header x-key is given twice, since case does not matter: give it once."));
	}

	@Test
	void numberIsBounded() {
		assertThat(HeaderRules.check(numbered(100))).isEmpty();
		assertThat(HeaderRules.check(numbered(101))).extracting(HeaderRules.Fault::type)
			.containsExactly("header_count");
	}

	private static Map<String, String> numbered(int count) {
		Map<String, String> headers = new LinkedHashMap<>();
		IntStream.range(0, count).forEach((i) -> headers.put("X-" + i, "1"));
		return headers;
	}

}
