package dataconnections;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of the kind that break programs, as values, keys and names, in each format: what
 * is taken comes back as it was, and what is not is refused by name.
 */
@ServiceTest
class HostileMaterialTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	/** All that the grammar of JSON permits, at its edges. */
	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "false", "\"\"", "[]", "{}", "[[]]", "[{}]", "{\"\":0}", "{\"a\":{}}",
			" [ 1 , 2 ] ", "\t\n\r 1", "[null,1,\"1\",{}]", "0", "-0", "-1", "1E22", "1e+2", "1e-2", "0e1", "0.0",
			"123e65", "1.5e-7", "-0.1", "1.7976931348623157e308", "123456789012345678901234567890",
			"0.1000000000000000055511151231257827", "9007199254740993", "-9223372036854775809", "1e130", "\"\\/\"",
			"\"\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\u0041\\u00e9\\u20ac\"", "\"\\uD834\\uDD1E\"", "\"\uD834\uDD1E\"",
			"\"\\u0001\"", "\"\u007f\"", "\"\u2028\u2029\"", "\"\uFFFF\"", "\"\uFEFF\"", "\"\u00A0\"", "\"e\u0301\"",
			"\"\u202Eabc\"", "\"\u200B\"", "\"/* no comment */\"", "\"a,b;c\"", "{\"a\":1,\"A\":2}",
			"{\"__proto__\":{\"x\":1}}", "{\"a b\":1,\"\\n\":2}", "{\"\\u00e9\":1}" })
	void jsonValueIsGivenBackAsItCame(String value) {
		this.connection.store("[{\"id\":1,\"v\":" + value + "}]");
		assertSame(field("v"), JSON.readTree(value));
		Answer lines = send("application/x-ndjson", "{\"id\":2,\"v\":" + value.replaceAll("[\n\r]", " ") + "}\n");
		assertThat(lines.status()).as(lines.body()).isEqualTo(200);
		assertThat(this.connection.recordCount()).isEqualTo(2);
	}

	/** What looks like JSON and is none, or cannot be kept. */
	@ParameterizedTest
	@ValueSource(strings = { "", "nul", "True", "NaN", "-NaN", "Infinity", "-Infinity", "+1", "01", "-01", "1.", ".1",
			"-.1", "1e", "1e+", "1eE2", "0x1", "1_000", "--1", "- 1", "1 2", "'a'", "\"a", "a\"", "\"\\x41\"",
			"\"\\u12\"", "\"\\uZZZZ\"", "\"\\\"", "\"\t\"", "\"\n\"", "\"\u0000\"", "\"\u0001\"", "\"\\u0000\"",
			"\"\\ud800\"", "\"\\udc00\"", "\"\\udc00\\ud800\"", "[1,]", "[,1]", "[1 2]", "[1", "1]", "[1}",
			"{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":1",
			"// x\n1", "/* x */1", "# x\n1", "\u00A01", "\uFEFF1", "<a/>", "1e200000", "1e-20000", "undefined",
			"\"a\"\"b\"", "\u2018a\u2019", "\uFF11", "[\"\\ud800\"]", "{\"\\u0000\":1}" })
	void whatIsNoJsonIsRefused(String value) {
		assertRefused(send("application/json", "[{\"id\":1,\"v\":" + value + "}]"));
		assertRefused(send("application/x-ndjson", "{\"id\":1,\"v\":" + value + "}\n"));
		assertThat(this.connection.traces()).isZero();
	}

	@Test
	void depthAndWidthAreBounded() {
		for (int depth : new int[] { 400, 497, 501, 1_000, 100_000 }) {
			Answer answer = send("application/json",
					"[{\"id\":1,\"v\":" + "[".repeat(depth) + "]".repeat(depth) + "}]");
			assertThat(answer.status()).as(depth + answer.body()).isEqualTo((depth < 500) ? 200 : 400);
			assertThat(send("application/json", "[".repeat(depth)).status()).isIn(400, 422);
			assertThat(send("application/json", "[{\"id\":1,\"v\":" + "{\"a\":".repeat(depth)).status()).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "ISO-8859-1", "Shift_JIS", "windows-1252" })
	void otherEncodingsAreRefusedNotMisread(String charset) {
		byte[] rows = "[{\"id\":1,\"v\":\"é\u30C6\"}]".getBytes(Charset.forName(charset));
		byte[] csv = "id,v\n1,é\u30C6\n".getBytes(Charset.forName(charset));
		if (charset.contains("8859") || charset.contains("1252")) {
			assertThat(new String(rows, StandardCharsets.UTF_8)).contains("\uFFFD");
		}
		assertRefused(this.client.send("POST", this.connection.path() + "/upload_data", "application/json", rows));
		assertRefused(this.client.send("POST", this.connection.path() + "/upload_data", "application/x-ndjson", rows));
		assertRefused(this.client.send("POST", this.connection.path() + "/upload_data", "text/csv", csv));
		assertThat(this.connection.traces()).isZero();
	}

	@ParameterizedTest
	@MethodSource("tables")
	void csvIsReadAsRfc4180SaysOrRefused(String csv, int status, String records) {
		Answer answer = send("text/csv", csv);
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		if (status != 200) {
			assertRefused(answer);
			assertThat(this.connection.traces()).isZero();
			return;
		}
		JsonNode data = this.connection.query("{}").json().path("data");
		assertThat(data).isEqualTo(JSON.readTree(records));
		assertThat(this.connection.recordCount()).isEqualTo(data.size());
	}

	static Stream<Arguments> tables() {
		return Stream.of(table("id,v\n1,a\n2,b", "[{'id':'1','v':'a'},{'id':'2','v':'b'}]"),
				table("id,v\r\n1,a\r\n", "[{'id':'1','v':'a'}]"),
				table("id,v\r1,a\r2,b\r", "[{'id':'1','v':'a'},{'id':'2','v':'b'}]"),
				table("id,v\n1,a\r\n2,b\n", "[{'id':'1','v':'a'},{'id':'2','v':'b'}]"),
				table("\uFEFFid,v\n1,a\n", "[{'id':'1','v':'a'}]"), table("id,v\n", "[]"), table("id", "[]"),
				table("\n\nid,v\n\n1,a\n\n\n", "[{'id':'1','v':'a'}]"), table("id,v\n1,\n", "[{'id':'1','v':''}]"),
				table("id,v\n1,\"\"\n", "[{'id':'1','v':''}]"), table("id,v\n1,\"a,b\"\n", "[{'id':'1','v':'a,b'}]"),
				table("id,v\n1,\"a\nb\"\n", "[{'id':'1','v':'a\\nb'}]"),
				table("id,v\n1,\"a\r\nb\"\n", "[{'id':'1','v':'a\\r\\nb'}]"),
				table("id,v\n1,\"say \"\"hi\"\"\"\n", "[{'id':'1','v':'say \\\"hi\\\"'}]"),
				table("\"id\",\"v\"\n\"1\",\"a\"\n", "[{'id':'1','v':'a'}]"),
				table("id,v\n1,\"\"\"\"\n", "[{'id':'1','v':'\\\"'}]"),
				table("id,v\n1,a\\\"b\n", "[{'id':'1','v':'a\\\\\\\"b'}]"),
				table("id,v\n1, a \n", "[{'id':'1','v':' a '}]"),
				table("id,v\n00123,1e5\n", "[{'id':'00123','v':'1e5'}]"),
				table("id,v\n1,NULL\n", "[{'id':'1','v':'NULL'}]"),
				table("id,v\n1,=HYPERLINK(0)\n2,+1\n3,-1\n4,@x\n",
						"[{'id':'1','v':'=HYPERLINK(0)'},{'id':'2','v':'+1'},"
								+ "{'id':'3','v':'-1'},{'id':'4','v':'@x'}]"),
				table("id;v\n1;1,5\n", "[{'id':'1','v':'1,5'}]"), table("id\tv\n1\ta b\n", "[{'id':'1','v':'a b'}]"),
				table("id|v\n1|a;b,c\n", "[{'id':'1','v':'a;b,c'}]"), table("id, v\n1,a\n", "[{'id':'1',' v':'a'}]"),
				table("id,ID\n1,2\n", "[{'id':'1','ID':'2'}]"), table("id,\n1,2\n", "[{'id':'1','':'2'}]"),
				table("id,v\n1,\u2028\u00A0\u200B\n", "[{'id':'1','v':'\u2028\u00A0\u200B'}]"),
				table("id,v\n\u00E9,1\ne\u0301,2\n", "[{'id':'e\u0301','v':'2'},{'id':'\u00E9','v':'1'}]"),
				table("id,v\n1,a\n1,b\n", "[{'id':'1','v':'b'}]"),
				table("id,v\n 1,a\n1,b\n", "[{'id':' 1','v':'a'},{'id':'1','v':'b'}]"), broken("", 400),
				broken("\n\n", 400), broken("v\n1\n", 422), broken("id,v,v\n1,a,b\n", 422), broken("id,id\n1,2\n", 422),
				broken("ID,v\n1,a\n", 422), broken("id,v\n1\n", 422), broken("id,v\n1,a,b\n", 422),
				broken("id,v\n1,\"a\n2,b\n", 422), broken("id,v\n1,\"a\"b\n", 422), broken("id,v\n,a\n", 422),
				broken("id,v\n1,a\u0000b\n", 422), broken("id,\u0000\n1,a\n", 422), broken("id,v\n1,\"", 422),
				broken("\"id,v\n1,a\n", 422), broken("id,v\n" + "x".repeat(1_025) + ",a\n", 422));
	}

	@ParameterizedTest
	@MethodSource("texts")
	void textIsKeptAsKeyValueNameAndField(String text) {
		String json = JsonNodeFactory.instance.stringNode(text).toString();
		this.connection.store("[{\"id\":" + json + ",\"v\":" + json + ",\"f" + json.substring(1) + ":1}]");
		Answer one = this.connection.query("{\"primary_key\":" + json + "}");
		assertThat(one.status()).as(one.body()).isEqualTo(200);
		assertThat(one.json().at("/data/id").asString()).isEqualTo(text);
		assertThat(one.json().at("/data/v").asString()).isEqualTo(text);
		assertThat(one.json().path("data").path("f" + text).asInt()).isOne();
		assertThat(this.connection.query("{\"primary_keys\":[" + json + ",\"x" + json.substring(1) + "]}")
			.json()
			.path("missing")).isEqualTo(JSON.readTree("[\"x" + json.substring(1) + "]"));
		String csv = "id,v\n\"" + text.replace("\"", "\"\"") + "\",\"" + text.replace("\"", "\"\"") + "\"\n";
		assertThat(send("text/csv", csv).json().path("rows_updated").asInt()).as(csv).isOne();
		assertThat(field("v").asString()).isEqualTo(text);
		assertThat(this.connection.send("POST", "/delete_data", "[" + json + "]").json().path("rows_deleted").asInt())
			.isOne();
		String name = text.matches("[\\p{Z}\\s\u0085]*") ? "\"a" + json.substring(1) : json;
		Answer named = this.client.send("POST", "/connections",
				"{\"name\":" + name + ",\"description\":" + name + ",\"primary_key\":" + name + "}");
		assertThat(named.status()).as(named.body()).isEqualTo(201);
		assertThat(named.json().path("name")).isEqualTo(JSON.readTree(name));
		assertThat(this.client.get("/connections/" + named.json().path("data_connection_uuid").asString())
			.json()
			.path("primary_key")).isEqualTo(JSON.readTree(name));
		Answer reference = this.connection.send("POST", "/references",
				"{\"reference_type\":\"mail\",\"reference_id\":" + name + ",\"name\":" + name + "}");
		assertThat(reference.status()).as(reference.body()).isEqualTo(201);
		assertThat(reference.json().path("reference_id")).isEqualTo(JSON.readTree(name));
	}

	static List<String> texts() {
		return List.of("undefined", "null", "NULL", "(null)", "nil", "None", "true", "NaN", "Infinity", "-1", "0x0",
				"1e1000", "00123", "1,5", "1'000", "../../etc/passwd", "C:\\boot.ini", "/%2F;..?#&=", "%00", "%n%s%d",
				"a%20b+c", "'", "\"", "''", "\\", "\\'", "`", "'); DROP TABLE row; --", "1 OR 1=1", "$1", "?::jsonb",
				"%_", "$.a ? (@ like_regex \"(a+)+$\")", "{\"a\":1}", "[]", "<script>alert(1)</script>", "&lt;&#x0;",
				"]]><!--", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
				"${jndi:ldap://127.0.0.1/a}", "#{T(java.lang.Runtime).getRuntime()}", "%{7*7}", "{{7*7}}", "{user_id}",
				"{{{", "}}", "__proto__", "constructor", "=1+1", "@SUM(A1)", "\tTab", " leading", "trailing ", " ",
				"a\r\nX-Injected: 1", "a\u0000".replace("\u0000", "\u0001"), "\u001B[31mred", "\u0007", "\u007F",
				"\u0085", "\u00A0", "\u00AD", "\u200B", "\u200E\u200F\u202A\u202E", "\u2028\u2029", "\uFEFF", "\uFFFD",
				"\uFFFE", "\u00E9", "e\u0301", "\u00DF\u1E9E\u0130\u0131", "\u03A9\u2126", "\uFB01",
				"\u0639\u0631\u0628\u064A", "\u05E2\u05D1\u05E8\u05D9\u05EA", "\u4E2D\u6587", "\u65E5\u672C\u8A9E",
				"\uD55C\uAD6D\uC5B4", "\u0E44\u0E17\u0E22", "\uD83D\uDE00",
				"\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", "\uD83C\uDDE9\uD83C\uDDEA", "\uD835\uDCD0",
				"Z\u0351\u036B\u0343a\u0363\u0366l\u0300", "\uDBFF\uDFFF", "\uFF07\uFF02", "\u02BC", "\u212A",
				"\u00C3\u00A9", "COM1", "CON", ".", "..", "a".repeat(255),
				"\uD83D\uDE00".repeat(255).substring(0, 400));
	}

	private JsonNode field(String name) {
		String data = this.jdbc.sql("SELECT data -> ? FROM row WHERE connection_id = ?")
			.params(name, this.connection.id())
			.query(String.class)
			.single();
		JsonNode answered = JSON.readTree(this.connection.query("{}").body()).at("/data/0").path(name);
		assertThat(answered).isEqualTo(JSON.readTree(data));
		return answered;
	}

	private Answer send(String contentType, String body) {
		return this.client.send("POST", this.connection.path() + "/upload_data", contentType,
				body.getBytes(StandardCharsets.UTF_8));
	}

	/** JSONB writes numbers without an exponent. */
	private static void assertSame(JsonNode kept, JsonNode sent) {
		if (sent.isNumber()) {
			assertThat(kept.decimalValue()).isEqualByComparingTo(sent.decimalValue());
		}
		else {
			assertThat(kept).isEqualTo(sent);
		}
	}

	private static void assertRefused(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isIn(400, 413, 415, 422);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.json().path("detail").asString()).isNotBlank();
	}

	private static Arguments table(String csv, String records) {
		return Arguments.of(csv, 200, records.replace('\'', '"'));
	}

	private static Arguments broken(String csv, int status) {
		return Arguments.of(csv, status, "");
	}

}
