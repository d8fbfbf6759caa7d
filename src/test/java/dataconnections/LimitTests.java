package dataconnections;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** Each limit from both its sides. */
@ServiceTest
class LimitTests {

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MovableClock clock;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "3153600001", "99999999999", "1e3", "1.0", "\"60\"", "true", "[1]", "{}" })
	void timeToLiveOutOfRangeIsRefusedWhereverItIsSent(String ttl) {
		assertRefused(this.connection.upload("{\"data\":[{\"id\":1}],\"ttl_seconds\":" + ttl + "}"), "out_of_range",
				"[\"body\",\"ttl_seconds\"]");
		assertRefused(
				this.connection.send("PUT", "/update_data", "[{\"primary_key\":1,\"data\":{},\"ttl\":" + ttl + "}]"),
				"out_of_range", "[\"body\",0,\"ttl\"]");
		String parameter = ttl.replaceAll("[^0-9a-z.-]", "x");
		assertRefused(this.connection.send("POST", "/upload_data?ttl_seconds=" + parameter, "[{\"id\":1}]"),
				"out_of_range", "[\"query\",\"ttl_seconds\"]");
		assertThat(this.connection.traces()).isZero();
	}

	@Test
	void shortestAndLongestTimeToLiveAreKept() {
		this.connection.store("{\"data\":[{\"id\":\"a\"}],\"ttl_seconds\":1}");
		this.connection.store("{\"data\":[{\"id\":\"b\"}],\"ttl_seconds\":3153600000}");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(this.connection.query("{\"primary_keys\":[\"a\",\"b\"]}").json().path("missing").toString())
			.isEqualTo("[\"a\"]");
		assertThat(this.connection.query("{}").json().path("data").size()).isOne();
	}

	@Test
	void partsOfABatchLiveEachAsLongAsTheySayFromPublication() {
		String part = "{\"batch_uuid\":\"" + UUID.randomUUID() + "\",\"batch_completed\":%s,\"ttl_seconds\":%s,"
				+ "\"data\":[{\"id\":\"%s\"}]}";
		this.connection.store(part.formatted("false", "60", "minute"));
		this.connection.store(part.formatted("false", "null", "ever"));
		this.clock.move(Duration.ofHours(1));
		this.connection.store(part.formatted("true", "120", "two"));
		this.clock.move(Duration.ofSeconds(59));
		assertThat(missing("[\"minute\",\"ever\",\"two\"]")).isEqualTo("[]");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(missing("[\"minute\",\"ever\",\"two\"]")).isEqualTo("[\"minute\"]");
		this.clock.move(Duration.ofSeconds(60));
		assertThat(missing("[\"minute\",\"ever\",\"two\"]")).isEqualTo("[\"minute\",\"two\"]");
	}

	@Test
	void keyHasAtMost1024BytesWhereverItIsSent() {
		String longest = "é".repeat(512);
		this.connection.store("[{\"id\":\"" + longest + "\"}]");
		assertThat(this.connection.query("{\"primary_key\":\"" + longest + "\"}").status()).isEqualTo(200);
		String key = "\"" + longest + "x\"";
		String digits = "9".repeat(1025);
		for (String refused : List.of(key, digits, "1e1100")) {
			assertRefused(this.connection.upload("[{\"id\":" + refused + "}]"), "key_too_long", "[\"body\",0,\"id\"]");
			assertRefused(
					this.connection.send("PUT", "/update_data", "[{\"primary_key\":" + refused + ",\"data\":{}}]"),
					"key_too_long", "[\"body\",0,\"primary_key\"]");
			assertRefused(this.connection.send("POST", "/delete_data", "[" + refused + "]"), "key_too_long",
					"[\"body\",0]");
			assertRefused(this.connection.query("{\"primary_key\":" + refused + "}"), "key_too_long",
					"[\"body\",\"primary_key\"]");
			assertRefused(this.connection.query("{\"primary_keys\":[1," + refused + "]}"), "key_too_long",
					"[\"body\",\"primary_keys\",1]");
		}
		assertRefused(csv("id\n" + longest + "x\n"), "key_too_long", "[\"body\",\"line\",2,\"id\"]");
		assertThat(this.connection.recordCount()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "nul,\\u0000", "lone_surrogate,\\ud800", "lone_surrogate,\\udc00x" })
	void textThatCannotBeStoredIsRefusedAsKeyValueAndName(String type, String text) {
		assertRefused(this.connection.upload("[{\"id\":\"" + text + "\"}]"), type, "[\"body\",0,\"id\"]");
		assertRefused(this.connection.upload("[{\"id\":1,\"a\":{\"b\":[\"" + text + "\"]}}]"), type, "[\"body\",0");
		assertRefused(this.connection.upload("[{\"id\":1,\"" + text + "\":1}]"), type, "[\"body\",0");
		assertRefused(this.connection.query("{\"primary_key\":\"" + text + "\"}"), type, "[\"body\",\"primary_key\"]");
		assertRefused(this.connection.send("POST", "/delete_data", "[\"" + text + "\"]"), type, "[\"body\",0]");
		assertThat(this.connection.traces()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/query", "/api_batch_query" })
	void atMostTenThousandKeysAreAsked(String call) {
		String keys = IntStream.range(0, 10_000).mapToObj(String::valueOf).collect(joining(",", "[", "]"));
		assertThat(this.connection.send("POST", call, "{\"primary_keys\":" + keys + "}").status()).isEqualTo(200);
		assertRefused(this.connection.send("POST", call, "{\"primary_keys\":" + keys.replace("]", ",1]") + "}"),
				"too_long", "[\"body\",\"primary_keys\"]");
	}

	@Test
	void answerOfManyRecordsIsBoundedAndAPageEndsBefore() {
		String text = "x".repeat(1_900_000);
		for (int half = 0; half < 2; half++) {
			int first = 10 * half;
			this.connection.store(IntStream.range(first, first + 10)
				.mapToObj((n) -> "{\"id\":" + (10 + n) + ",\"t\":\"" + text + "\"}")
				.collect(joining(",", "[", "]")));
		}
		String keys = IntStream.range(10, 30).mapToObj(String::valueOf).collect(joining(","));
		for (String call : List.of("/query", "/api_batch_query")) {
			assertRefused(this.connection.send("POST", call, "{\"primary_keys\":[" + keys + "]}"), "answer_too_large",
					"[\"body\",\"primary_keys\"]");
		}
		assertThat(this.connection.query("{\"primary_keys\":[10,11,12,13,14,15]}").json().path("data").size())
			.isEqualTo(6);
		Answer page = this.connection.query("{\"limit\":1000}");
		assertThat(page.body().length()).isLessThan(32 * 1024 * 1024);
		String cursor = page.json().path("next_cursor").asString();
		Answer rest = this.connection.query("{\"limit\":1000,\"cursor\":\"" + cursor + "\"}");
		assertThat(page.json().path("data").size() + rest.json().path("data").size()).isEqualTo(20);
		assertThat(rest.json().path("next_cursor").isNull()).isTrue();
	}

	@Test
	void recordHasAtMostTwoMegabytesInEveryFormat() {
		String large = "x".repeat(2 * 1024 * 1024);
		String fits = "x".repeat(2 * 1024 * 1024 - "{'id':1,'t':''}".length());
		assertThat(this.connection.upload("[{\"id\":1,\"t\":\"" + fits + "\"}]").status()).isEqualTo(200);
		assertThat(this.connection.upload("[{\"id\":1,\"t\":\"" + fits + "x\"}]").status()).isEqualTo(413);
		assertThat(this.connection.upload("[{\"id\":1,\"a\":\"" + fits + "\",\"b\":\"" + fits + "\"}]").status())
			.isEqualTo(413);
		assertThat(this.connection.upload("[{\"id\":1,\"t\":[" + "1,".repeat(1024 * 1024) + "1]}]").status())
			.isEqualTo(413);
		String growing = IntStream.range(0, 20).mapToObj((n) -> "1e120000").collect(joining(","));
		assertThat(this.connection.upload("[{\"id\":1,\"t\":[" + growing + "]}]").status()).isEqualTo(413);
		Answer csv = csv("id,t\n1,\"" + large + large + "\"\n");
		assertThat(csv.status()).as(csv.body()).isEqualTo(413);
		assertThat(csv.body()).contains("line 2", "Is a quote left open?");
		assertThat(
				this.connection.send("PUT", "/update_data", "[{\"primary_key\":1,\"data\":{\"t\":\"" + large + "\"}}]")
					.status())
			.isEqualTo(413);
		assertThat(this.connection.recordCount()).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			application/json~[{"id":1,"NAME":1}]
			application/json~{"data":[{"id":1,"a":{"NAME":1}}]}
			application/x-ndjson~{"id":1,"NAME":1}
			text/csv~id,NAME\\n1,1
			""")
	void nameOfAFieldHasAtMost2048CharactersInEveryFormat(String contentType, String body) {
		String text = body.replace("\\n", "\n");
		Answer refused = upload(contentType, text.replace("NAME", "n".repeat(2_049)));
		assertThat(refused.status()).as(refused.body()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/type").asString()).isEqualTo("name_too_long");
		assertThat(this.connection.traces()).isZero();
		assertThat(upload(contentType, text.replace("NAME", "n".repeat(2_048))).status()).isEqualTo(200);
	}

	@Test
	void quoteThatIsLeftOpenIsNamedWithItsLine() {
		assertRefused(csv("id,t\n1,x\n2,\"y\n3,z\n"), "csv_invalid", "[\"body\",\"line\",3]");
		assertThat(this.connection.traces()).isZero();
	}

	private Answer csv(String text) {
		return upload("text/csv", text);
	}

	private Answer upload(String contentType, String text) {
		return this.client.send("POST", this.connection.path() + "/upload_data", contentType,
				text.getBytes(StandardCharsets.UTF_8));
	}

	private String missing(String keys) {
		return this.connection.query("{\"primary_keys\":" + keys + "}").json().path("missing").toString();
	}

	private static void assertRefused(Answer answer, String type, String place) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().at("/errors/0/type").asString()).as(answer.body()).isEqualTo(type);
		assertThat(answer.json().at("/errors/0/loc").toString()).as(answer.body()).startsWith(place);
	}

}
