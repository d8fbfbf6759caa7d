package dataconnections.address;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetUrlTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			http://example.com,http://example.com
			HTTP://EXAMPLE.com/Path?Q=R,http://example.com/Path?Q=R
			hTTpS://example.com:8443/a,https://example.com:8443/a
			https://example.com./a,https://example.com/a
			http://example.com?x=1,http://example.com?x=1
			http://example.com/?filter[name]=a&b=%2F%2f,http://example.com/?filter[name]=a&b=%2F%2f
			http://example.com/a@b:c;d=e/f?g@h://i,http://example.com/a@b:c;d=e/f?g@h://i
			http://example.com?@evil.example/,http://example.com?@evil.example/
			http://example.com?a[0]=~,http://example.com?a[0]=~
			http://example.com//evil.example/a,http://example.com//evil.example/a
			http://example.com/..//a/./b,http://example.com/..//a/./b
			http://a-b.xn--bcher-kva.example/,http://a-b.xn--bcher-kva.example/
			http://1.2.3.com/,http://1.2.3.com/
			http://0x7f.com/,http://0x7f.com/
			http://192.0.2.1:65535/,http://192.0.2.1:65535/
			http://127.0.0.1:1/,http://127.0.0.1:1/
			http://[::1]:8080/a,http://[::1]:8080/a
			http://[0:0:0:0:0:0:0:1]/,http://[::1]/
			http://[2001:DB8::A]/,http://[2001:db8::a]/
			http://[::ffff:127.0.0.1]/,http://127.0.0.1/
			http://localhost:9000/x,http://localhost:9000/x
			""")
	void plainUrlIsReadAndKeptButForTheFormOfItsHost(String url, String read) {
		assertThat(TargetUrl.of(url)).isEqualTo(URI.create(read)).hasToString(read);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "example.com", "//example.com/a", "/a", "?a", ":", "://example.com",
			"example.com:8080/a", "localhost:8080", "127.0.0.1:80/", "ftp://example.com", "file:///etc/passwd",
			"file://localhost/etc/passwd", "gopher://example.com:70/_x", "jar:http://example.com!/a", "dict://a:11211/",
			"ldap://example.com", "netdoc:///etc/passwd", "mailto:a@example.com", "data:text/plain,a",
			"blob:http://example.com/a", "javascript:alert(1)", "ws://example.com", "httpx://example.com",
			"http+unix://%2Fvar%2Frun%2Fdocker.sock/", "url:http://example.com", "view-source:http://example.com",
			"1http://example.com", "-http://example.com" })
	void otherSchemesAreRefused(String url) {
		assertRefused(url, "url_scheme");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http:", "http:/", "http://", "http:///", "http:////", "http:///example.com",
			"http:////example.com", "http:example.com", "http:/example.com", "https:/127.0.0.1/", "http://?a",
			"http:///?a", "http://:80/", "http://%6cocalhost/", "http://127.0.0.1%00/", "http://evil%2f.example.com/",
			"http://[::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1", "http://::1/", "http://[::1]x/",
			"http://x[::1]/", "http://[[::1]]/", "http://[::1]]/", "http://[]/", "http://a[b]c/", "http://a..b/",
			"http://.a/", "http://-a.example/", "http://a_b.example/", "http://*.example.com/", "http://a,b/",
			"http://a!b/", "http://a;b.example/", "http://$a/", "http://.../" })
	void whatHasNoProperHostIsRefused(String url) {
		assertRefused(url, "url_host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://2130706433/", "http://0/", "http://0177.0.0.1/", "http://0x7f.1/",
			"http://0x7f000001/", "http://127.1/", "http://127.0.0.1./", "http://127.0.0.01/", "http://127.0.0.256/",
			"http://1.2.3.4.5/", "http://a.1/", "http://a.0X1F/", "http://0x/", "http://0300.0250.1.1:8080/" })
	void numberOtherThanPlainDottedDecimalIsRefused(String url) {
		assertRefused(url, "url_numeric_host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://\uff11\uff12\uff17.0.0.1/", "http://127\u30020\u30020\u30021/",
			"http://\u24db\u24de\u24d2/", "http://b\u00fccher.example/", "http://loca\u017fhost/", "http://\u212a/",
			"http://a\u2044b.example/" })
	void hostBeyondAsciiIsRefusedWithTheRemedy(String url) {
		assertRefused(url, "url_host");
		assertThatExceptionOfType(InvalidTargetException.class).isThrownBy(() -> TargetUrl.of(url))
			.withMessageContaining("xn--");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://a:b@example.com/", "http://a@example.com/", "http://@example.com/",
			"http://:@example.com/", "http://good.example@evil.example/", "http://a@b@example.com/",
			"http://[::1]@good.example/", "http://good:80@evil.example/", "http://evil%2f@good.example/",
			"http://a[b@example.com/", "http://good.example:80@127.0.0.1:8080/", "http://a%40b@example.com/",
			"http://good.example;@evil.example/" })
	void userinfoIsRefused(String url) {
		assertRefused(url, "url_userinfo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/#a", "http://example.com#", "http://example.com/?a#b#c",
			"http://example.com#x?y" })
	void fragmentIsRefused(String url) {
		assertRefused(url, "url_fragment");
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1", "[::1]", "2001:DB8::1" })
	void hostWithAColonIsAnIpv6Address(String host) {
		assertThat(TargetHost.of(host).authority()).startsWith("[").endsWith(":1]");
	}

	@Test
	void fragmentThatHidesAnotherHostIsRefused() {
		assertThatExceptionOfType(InvalidTargetException.class)
			.isThrownBy(() -> TargetUrl.of("http://evil.example#@good.example/"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com:/", "http://example.com:0/", "http://example.com:65536/",
			"http://example.com:99999999999/", "http://example.com:-1/", "http://example.com:+80/",
			"http://example.com:080/", "http://example.com:80:81/", "http://example.com:http/",
			"http://example.com:8 0/", "http://example.com:\uff18\uff10/", "http://[::1]:/", "http://[::1]:x/",
			"http://example.com:%38%30/", "http://example.com:22/", "http://example.com:25/",
			"http://example.com:3306/", "http://example.com:5432/", "http://example.com:6379/",
			"http://example.com:11211/" })
	void portThatIsNoneOrNotForHttpIsRefused(String url) {
		assertRefused(url, url.contains(" ") ? "url_character" : "url_port");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http:/\\evil.example", "http:\\\\evil.example", "http://good.example\\@evil.example/",
			"http://evil.example\\.good.example/", "\\\\evil.example\\a", "http://example.com/a\\b" })
	void backslashIsRefusedAndNamed(String url) {
		assertRefused(url, "url_character");
		assertThatExceptionOfType(InvalidTargetException.class).isThrownBy(() -> TargetUrl.of(url))
			.withMessageContaining("U+005C")
			.withMessageContaining("%5C");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, '\t', '\n', '\r', 0x1b, ' ', 0x7f, 0x85, 0xa0, 0xad, 0x1680, 0x2000, 0x200b, 0x200e,
			0x2028, 0x202e, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff, 0xd800, 0xe0001 })
	void whiteSpaceAndInvisibleCharactersAreRefusedAndNamedWhereverTheyAre(int c) {
		String character = Character.toString(c);
		for (String url : new String[] { "%shttp://example.com/", "ht%stp://example.com/", "http:%s//example.com/",
				"http://%sexample.com/", "http://exa%smple.com/", "http://example.com%s/", "http://example.com:%s80/",
				"http://example.com/a%sb", "http://example.com/?a=%s", "http://example.com/%s",
				"http://example.com%s" }) {
			assertThatExceptionOfType(InvalidTargetException.class)
				.isThrownBy(() -> TargetUrl.of(url.replace("%s", character)))
				.withMessageContaining("U+%04X".formatted(c))
				.satisfies((ex) -> assertThat(ex.type()).isEqualTo("url_character"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/{a}", "http://example.com/?a=|", "http://example.com/<a>",
			"http://example.com/\"", "http://example.com/^", "http://example.com/`", "http://example.com/stra\u00dfe",
			"http://example.com/?q=\ud83d\ude00", "http://example.com/%", "http://example.com/%4",
			"http://example.com/%zz", "http://example.com/?a=%u0041", "http://example.com/a[b]",
			"http://example.com?a=%" })
	void characterThatMustBePercentEncodedIsRefused(String url) {
		assertRefused(url, "url_character");
	}

	@Test
	void messageShowsThePercentEncodedForm() {
		assertThatExceptionOfType(InvalidTargetException.class)
			.isThrownBy(() -> TargetUrl.of("https://example.com/a\u00a0b"))
			.withMessage("The url has the character U+00A0: remove it (percent-encoded it is %C2%A0).");
	}

	@Test
	void messageDoesNotShowWhatMayBeSecret() {
		assertThatExceptionOfType(InvalidTargetException.class)
			.isThrownBy(() -> TargetUrl.of("https://user:hunter2@example.com/?token=hunter2"))
			.withMessageNotContaining("hunter2");
		assertThatExceptionOfType(InvalidTargetException.class)
			.isThrownBy(() -> TargetUrl.of("https://example.com/?token=hunter2|"))
			.withMessageNotContaining("hunter2");
	}

	@Test
	void hostHasAtMost253Characters() {
		String longest = "a.".repeat(124) + "abcde";
		assertThat(TargetUrl.of("http://" + longest + "/").getHost()).hasSize(253);
		assertThat(TargetUrl.of("http://" + longest + "./").getHost()).hasSize(253);
		assertRefused("http://" + longest + "f/", "url_host");
		assertThat(TargetUrl.of("http://" + "a".repeat(63) + ".example/").getHost()).hasSize(71);
		assertRefused("http://" + "a".repeat(64) + ".example/", "url_host");
		assertRefused("http://" + "a".repeat(1_000_000) + "/", "url_host");
	}

	@ParameterizedTest
	@MethodSource("dataconnections.address.HostileHosts#all")
	void hostileHostIsEitherRefusedOrReadAsTheClientReadsIt(String host) {
		agrees("http://" + host + "/");
		agrees("https://" + host + ":8443/a?b");
	}

	@Property(tries = 20_000)
	void whateverIsReadIsReadAlikeByAllReaders(@ForAll("urls") String url) {
		agrees(url);
	}

	@Provide
	Arbitrary<String> urls() {
		Arbitrary<String> piece = Arbitraries.of("http", "https", ":", "/", "//", "@", "?", "#", "[", "]", "::1", ".",
				"127.0.0.1", "example.com", "a", "0", "80", "%", "%40", "\\", " ", "-", "_", ";", "&", "=", "\t");
		return piece.list()
			.ofMinSize(1)
			.ofMaxSize(8)
			.map((pieces) -> String.join("", pieces))
			.flatMap((rest) -> Arbitraries.of("http://" + rest, "https://a" + rest, "http://[::1]" + rest,
					"http:" + rest));
	}

	private static void agrees(String url) {
		URI uri;
		try {
			uri = TargetUrl.of(url);
		}
		catch (InvalidTargetException ex) {
			return;
		}
		HttpGet request = new HttpGet(uri);
		assertThat(uri.getScheme()).isIn("http", "https");
		assertThat(uri.getHost()).isNotEmpty();
		assertThat(uri.getRawUserInfo()).isNull();
		assertThat(uri.getRawFragment()).isNull();
		assertThat(url.toLowerCase(Locale.ROOT)).startsWith(uri.getScheme() + "://");
		String bare = ascii(uri.getHost());
		assertThat(ascii(request.getAuthority().getHostName())).isEqualTo(bare);
		assertThat(request.getAuthority().getUserInfo()).isNull();
		assertThat(request.getAuthority().getPort()).isEqualTo(uri.getPort());
		assertThat(ascii(HttpHost.create(uri).getHostName())).isEqualTo(bare);
		assertThat(TargetHost.of(uri.getHost()).authority()).isEqualTo(uri.getHost());
	}

	private static String ascii(String host) {
		return IDN.toASCII(host.replaceAll("[\\[\\]]", ""));
	}

	private static void assertRefused(String url, String type) {
		assertThatExceptionOfType(InvalidTargetException.class).isThrownBy(() -> TargetUrl.of(url))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(type))
			.satisfies((ex) -> assertThat(ex.sentence()).hasSizeBetween(20, 500).startsWith("The url").endsWith("."));
	}

}
