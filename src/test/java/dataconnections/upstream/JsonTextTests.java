package dataconnections.upstream;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import dataconnections.wire.RowJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "true", "-0", "1E-1000000000", "1e999999999", "9.2E+1010671858",
			"\"\"", "\"\\ud800\"", "\"\\u0000\"", " [1 , 2]\r\n", "{\"a\":1,\"a\":2,\"__proto__\":{}}",
			"\"\u00e9\u20ac\ud83d\ude00\"", "{\"a\":\"\u2028\"}" })
	void jsonIsHandedOnAsItIs(String json) throws Exception {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		assertThat(JsonText.of(bytes)).isEqualTo(bytes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[1", "\"a", "1.", ".1", "01", "+1", "0x1", "NaN", "Infinity", "-Infinity", "tru",
			"True", "undefined", "'a'", "{a:1}", "{'a':1}", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\"}", "[1 2]", "//\n1",
			"/**/1", "#\n1", "{} {}", "{}\n{}\n", "1 2", "[]]", "{},", "[] x", "\"\t\"", "\"\u0000\"", "\"\\x\"",
			"\"\\u12\"", "\u00a01", "1\u0000", "callback({})", ")]}',\n{}", "<html/>" })
	void anythingElseIsRefused(String text) {
		assertRefused(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void byteOrderMarkIsLeftOut() throws Exception {
		assertThat(JsonText.of("\ufeff[1]".getBytes(StandardCharsets.UTF_8))).asString().isEqualTo("[1]");
		assertThat(JsonText.of("\ufeff".getBytes(StandardCharsets.UTF_8))).asString().isEqualTo("null");
		assertRefused("\ufeff\ufeff[1]".getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE" })
	void otherEncodingsAreRefused(String charset) {
		assertRefused("{\"a\": 1}".getBytes(Charset.forName(charset)));
		assertRefused("1".getBytes(Charset.forName(charset)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "22e922", "22c3", "22c080", "22c0af22", "22eda08022", "22f4908080" + "22", "22ff22",
			"225b80" + "22", "31e2", "7b22e9223a317d" })
	void octetsThatAreNoUtf8AreRefused(String hex) {
		assertRefused(HexFormat.of().parseHex(hex));
	}

	@Test
	void depthIsBounded() throws Exception {
		assertThat(JsonText.of(nested(500))).hasSize(1000);
		assertRefused(nested(501));
		assertRefused(nested(1000));
		assertRefused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
		assertRefused("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void lengthOfANumberIsBounded() throws Exception {
		assertThat(JsonText.of("9".repeat(150_000).getBytes(StandardCharsets.UTF_8))).hasSize(150_000);
		assertRefused("9".repeat(150_001).getBytes(StandardCharsets.UTF_8));
		assertRefused(("0." + "9".repeat(150_000)).getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void longStringsAndNamesAndManyMembersAreTaken() throws Exception {
		StringBuilder json = new StringBuilder(
				"{\"" + "n".repeat(RowJson.MAX_NAME) + "\":\"" + "v".repeat(1_000_000) + "\"");
		for (int i = 0; i < 100_000; i++) {
			json.append(",\"member").append(i).append("\":").append(i);
		}
		byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
		assertThat(JsonText.of(bytes)).isEqualTo(bytes);
	}

	private static byte[] nested(int depth) {
		return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
	}

	private static void assertRefused(byte[] body) {
		assertThatExceptionOfType(FailedExchangeException.class).isThrownBy(() -> JsonText.of(body))
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(Failure.NOT_JSON));
	}

}
