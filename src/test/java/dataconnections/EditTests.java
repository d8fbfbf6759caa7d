package dataconnections;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class EditTests {

	@Autowired
	private Client client;

	@Autowired
	private MovableClock clock;

	@Autowired
	private JdbcClient jdbc;

	private String connection = "";

	@BeforeEach
	void connect() {
		this.connection = "/connections/" + this.client.connection("id");
	}

	@Test
	void putReplacesWholeRecordsWhateverTheOrderOfTheMembers() {
		upload("[{\"id\":1,\"a\":1,\"b\":2}]");
		Answer put = put("""
				[{"data":{"a":3},"ttl":null,"primary_key":1},{"ttl":60,"primary_key":"x","data":{"id":"x"}},
				{"primary_key":2.50,"data":{}}]""");
		assertThat(put.body()).isEqualTo("{\"rows_inserted\":2,\"rows_updated\":1}");
		assertThat(data("1")).isEqualTo("{\"a\":3,\"id\":1}");
		assertThat(query("2.5").body()).isEqualTo("{\"data\":{\"id\": 2.50}}");
		assertThat(recordCount()).isEqualTo(3);
		this.clock.move(Duration.ofSeconds(60));
		assertThat(query("\"x\"").status()).isEqualTo(404);
		assertThat(query("1").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "PATCH" })
	void repeatedMembersOfARowCountLastAndRepeatedKeysInOrder(String method) {
		upload("[{\"id\":1},{\"id\":2}]");
		Answer answer = send(method, "/update_data", """
				[{"primary_key":1,"data":{"id":7,"a":1,"a":{"b":1,"b":2},"id":1}},
				{"primary_key":2,"data":{"v":1}},{"primary_key":"2","data":{"v":2}}]""");
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.json().path("rows_updated").asInt()).isEqualTo(2);
		assertThat(JsonMapper.shared().readTree(data("1")))
			.isEqualTo(JsonMapper.shared().readTree("{\"a\":{\"b\":2},\"id\":1}"));
		assertThat(query("2").json().at("/data/v").asInt()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			{}~422~["body"]
			5~422~["body"]
			[5]~422~["body",0]
			[[]]~422~["body",0]
			[{"primary_key":9,"data":{}},{"data":{}}]~422~["body",1,"primary_key"]
			[{"primary_key":9}]~422~["body",0,"data"]
			[{"primary_key":null,"data":{}}]~422~["body",0,"primary_key"]
			[{"primary_key":{"a":[1]},"data":{}}]~422~["body",0,"primary_key"]
			[{"primary_key":"","data":{}}]~422~["body",0,"primary_key"]
			[{"primary_key":9,"data":null}]~422~["body",0,"data"]
			[{"primary_key":9,"data":[{}]}]~422~["body",0,"data"]
			[{"primary_key":9,"data":{},"ttl":0}]~422~["body",0,"ttl"]
			[{"primary_key":9,"data":{},"ttl":1.0}]~422~["body",0,"ttl"]
			[{"primary_key":9,"data":{},"ttl":"60"}]~422~["body",0,"ttl"]
			[{"primary_key":9,"data":{},"ttl":true}]~422~["body",0,"ttl"]
			[{"primary_key":9,"data":{},"ttl":3153600001}]~422~["body",0,"ttl"]
			[{"primary_key":9,"data":{},"ttl":[1,[2]]}]~422~["body",0,"ttl"]
			[{"primary_key":9,"data":{},"TTL":1}]~422~["body",0,"TTL"]
			[{"primary_key":9,"data":{},"data":{}}]~422~["body",0,"data"]
			[{"primary_key":9,"primary_key":9,"data":{}}]~422~["body",0,"primary_key"]
			[{"primary_key":9,"data":{"id":8}}]~422~["body",0,"data","id"]
			[{"data":{"id":8},"primary_key":9}]~422~["body",0,"data","id"]
			[{"primary_key":9,"data":{"id":null}}]~422~["body",0,"data","id"]
			[{"primary_key":9,"data":{"id":[]}}]~422~["body",0,"data","id"]
			[{"primary_key":9,"data":{"a":"\\u0000"}}]~422~["body",0,"data","a"]
			[{"primary_key":9,"data":{"a":{"b":["\\ud800"]}}}]~422~["body",0,"data"
			[{"primary_key":9,"data":{"a":1e200000}}]~422~["body",0,"data","a"]
			[{"primary_key":9,"data":{}}~400~
			[{"primary_key":9,"data":{}}]]~400~
			``~400~
			[{"primary_key":9,"data":{"a":NaN}}]~400~
			""")
	void badItemIsNamedAndNothingIsStored(String body, int status, String place) {
		upload("[{\"id\":9,\"old\":1}]");
		for (String method : new String[] { "PUT", "PATCH" }) {
			Answer refused = send(method, "/update_data", body);
			assertThat(refused.status()).as(refused.body()).isEqualTo(status);
			assertThat(refused.json().path("errors").path(0).path("loc").toString())
				.startsWith((place != null) ? place : "");
			assertThat(data("9")).isEqualTo("{\"id\":9,\"old\":1}");
		}
	}

	@Test
	void everyBadItemIsCountedAndAHundredAreNamed() {
		String items = IntStream.range(0, 150).mapToObj((i) -> "{\"data\":{\"id\":null}}").collect(joining(","));
		for (String method : new String[] { "PUT", "PATCH" }) {
			Answer refused = send(method, "/update_data", "[{\"primary_key\":1,\"data\":{}}," + items + "]");
			assertThat(refused.json().path("errors").size()).isEqualTo(100);
			assertThat(refused.json().path("error_count").asInt()).isEqualTo(150);
		}
		assertThat(recordCount()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"a":"b"}                | {"a":"c"}            | {"a":"c"}
			{"a":"b"}                | {"b":"c"}            | {"a":"b","b":"c"}
			{"a":"b"}                | {"a":null}           | {}
			{"a":"b","b":"c"}        | {"a":null}           | {"b":"c"}
			{"a":["b"]}              | {"a":"c"}            | {"a":"c"}
			{"a":"c"}                | {"a":["b"]}          | {"a":["b"]}
			{"a":{"b":"c"}}          | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
			{"a":[{"b":"c"}]}        | {"a":[1]}            | {"a":[1]}
			{"a":[1,2]}              | {"a":[null,{"b":null}]} | {"a":[null,{"b":null}]}
			{"e":null}               | {"a":1}              | {"e":null,"a":1}
			{}                       | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
			{"a":"text"}             | {"a":{"b":null,"c":{"d":null,"e":1}}} | {"a":{"c":{"e":1}}}
			{"a":123456789012345678901234567890.10} | {"b":1.10} | {"a":123456789012345678901234567890.10,"b":1.10}
			""")
	void patchIsAMergePatch(String record, String patch, String merged) {
		upload("[" + record.replaceFirst("\\{(?=.)", "{\"id\":\"k\"" + ("{}".equals(record) ? "" : ",")) + "]");
		Answer answer = patch("[{\"primary_key\":\"k\",\"data\":" + patch + "}]");
		assertThat(answer.body()).isEqualTo("{\"rows_updated\":1,\"missing\":[]}");
		String expected = merged.replaceFirst("\\{(?=.)", "{\"id\":\"k\"" + ("{}".equals(merged) ? "" : ","));
		String stored = query("\"k\"").body();
		assertThat(JsonMapper.shared().readTree(stored).path("data")).isEqualTo(JsonMapper.shared().readTree(expected));
		if (merged.contains("1.10")) {
			assertThat(stored).contains("123456789012345678901234567890.10", "1.10");
		}
	}

	@Test
	void patchReportsMissingKeysAsAskedAndChangesTimesToLive() {
		upload("{\"data\":[{\"id\":1},{\"id\":2},{\"id\":3}],\"ttl_seconds\":60}");
		Answer answer = patch("""
				[{"primary_key":"zz","data":{}},{"primary_key":1,"data":{},"ttl":null},{"primary_key":2,"data":{"a":1}},
				{"primary_key":true,"data":{}},{"primary_key":3,"data":{},"ttl":100},{"primary_key":4.0e0,"data":{}},
				{"primary_key":"\\u00e9\\"","data":{}}]""");
		assertThat(answer.body()).isEqualTo("{\"rows_updated\":3,\"missing\":[\"zz\",true,4.0e0,\"é\\\"\"]}");
		this.clock.move(Duration.ofSeconds(60));
		assertThat(query("2").status()).isEqualTo(404);
		assertThat(query("3").status()).isEqualTo(200);
		this.clock.move(Duration.ofSeconds(40));
		assertThat(query("3").status()).isEqualTo(404);
		assertThat(query("1").status()).isEqualTo(200);
		assertThat(patch("[{\"primary_key\":3,\"data\":{}}]").body()).isEqualTo("{\"rows_updated\":0,\"missing\":[3]}");
	}

	@Test
	void patchKeepsTheFormOfTheKey() {
		upload("[{\"id\":\"1\"}]");
		assertThat(patch("[{\"primary_key\":1.0,\"data\":{\"id\":1,\"a\":1}}]").status()).isEqualTo(200);
		assertThat(data("1")).isEqualTo("{\"a\":1,\"id\":\"1\"}");
	}

	@Test
	void patchThatMakesARecordTooLargeIsRefusedWhole() {
		String half = "x".repeat(1_200_000);
		upload("[{\"id\":1,\"a\":\"" + half + "\"},{\"id\":0}]");
		Answer refused = patch(
				"[{\"primary_key\":0,\"data\":{\"z\":1}},{\"primary_key\":1,\"data\":{\"b\":\"" + half + "\"}}]");
		assertThat(refused.status()).as(refused.body()).isEqualTo(413);
		assertThat(data("0")).isEqualTo("{\"id\":0}");
		assertThat(put("[{\"primary_key\":1,\"data\":{\"b\":\"" + half + half + "\"}}]").status()).isEqualTo(413);
	}

	@Test
	void manyPatchesOfManyRecordsAreMergedInOrder() {
		upload("[" + IntStream.range(0, 3000).mapToObj((i) -> "{\"id\":" + i + "}").collect(joining(",")) + "]");
		String patches = IntStream.range(0, 9000)
			.mapToObj((i) -> "{\"primary_key\":" + (i * 7 % 3000) + ",\"data\":{\"n\":" + i + ",\"r" + (i / 3000)
					+ "\":1}}")
			.collect(joining(","));
		assertThat(patch("[" + patches + "]").body()).isEqualTo("{\"rows_updated\":3000,\"missing\":[]}");
		for (int i : new int[] { 0, 1, 1499, 2999 }) {
			assertThat(data(String.valueOf(i * 7 % 3000))).contains("\"n\":" + (6000 + i), "\"r0\":1", "\"r1\":1",
					"\"r2\":1");
		}
	}

	@Test
	void deletionReportsMissingKeysAsAsked() {
		upload("[" + IntStream.range(0, 25_000).mapToObj((i) -> "{\"id\":" + i + "}").collect(joining(",")) + "]");
		String keys = IntStream.range(0, 50_000).mapToObj((i) -> String.valueOf(i / 2)).collect(joining(","));
		Answer deleted = send("POST", "/delete_data", "{\"primary_keys\":[1.0,\"x\",\"x\",1e9,false," + keys + "]}");
		assertThat(deleted.body()).isEqualTo("{\"rows_deleted\":25000,\"missing\":[\"x\",\"x\",1e9,false]}");
		assertThat(recordCount()).isZero();
		assertThat(send("DELETE", "/delete_data", "[]").body()).isEqualTo("{\"rows_deleted\":0,\"missing\":[]}");
	}

	/** It learns how many records a connection has from time to time only. */
	@Test
	void manyRecordsAreDeletedWhereTheDatabaseExpectsFew() {
		this.jdbc.sql("""
				INSERT INTO row (connection_id, key, data)
				SELECT gen_random_uuid(), 'few', '{}' FROM generate_series(1, 5000)""").update();
		this.jdbc.sql("ANALYZE row").update();
		this.jdbc.sql("DELETE FROM row WHERE key = 'few'").update();
		String keys = IntStream.range(0, 25_000).mapToObj(Integer::toString).collect(joining(","));
		upload("[{\"id\":" + keys.replace(",", "},{\"id\":") + "}]");
		assertThat(CompletableFuture.supplyAsync(() -> send("DELETE", "/delete_data", "[" + keys + "]")))
			.succeedsWithin(Duration.ofSeconds(60))
			.extracting(Answer::body)
			.isEqualTo("{\"rows_deleted\":25000,\"missing\":[]}");
	}

	@Test
	void manyExpiredRecordsAreReplacedWhereTheDatabaseExpectsFew() {
		this.jdbc.sql("""
				INSERT INTO row (connection_id, key, data)
				SELECT gen_random_uuid(), 'few', '{}' FROM generate_series(1, 5000)""").update();
		this.jdbc.sql("ANALYZE row").update();
		this.jdbc.sql("DELETE FROM row WHERE key = 'few'").update();
		String rows = IntStream.range(0, 25_000).mapToObj((n) -> "{\"id\":" + n + "}").collect(joining(","));
		upload("{\"ttl_seconds\":1,\"data\":[" + rows + "]}");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(CompletableFuture.supplyAsync(() -> send("POST", "/upload_data", "[" + rows + "]")))
			.succeedsWithin(Duration.ofSeconds(60))
			.extracting(Answer::body)
			.asString()
			.contains("\"rows_inserted\":25000,\"rows_updated\":0");
	}

	@Test
	void expiredRecordIsMissingWhenDeletedOrPatched() {
		upload("{\"data\":[{\"id\":1},{\"id\":2}],\"ttl_seconds\":1}");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(send("DELETE", "/delete_data", "[1]").body()).isEqualTo("{\"rows_deleted\":0,\"missing\":[1]}");
		assertThat(patch("[{\"primary_key\":2,\"data\":{}}]").body()).isEqualTo("{\"rows_updated\":0,\"missing\":[2]}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			{}~422~["body","primary_keys"]
			"x"~422~["body"]
			{"primary_keys":1}~422~["body","primary_keys"]
			{"primary_keys":[1],"x":[{}]}~422~["body","x"]
			{"primary_keys":[1],"primary_keys":[2]}~422~["body","primary_keys"]
			{"primary_keys":[1,null]}~422~["body","primary_keys",1]
			[1,[2,[3]]]~422~["body",1]
			[1,{"a":1}]~422~["body",1]
			[1,""]~422~["body",1]
			[1]x~400~
			[1~400~
			``~400~
			""")
	void badDeletionDeletesNothing(String body, int status, String place) {
		upload("[{\"id\":1}]");
		Answer refused = send("DELETE", "/delete_data", body);
		assertThat(refused.status()).as(refused.body()).isEqualTo(status);
		assertThat(refused.json().path("errors").path(0).path("loc").toString())
			.isEqualTo((place != null) ? place : "");
		assertThat(recordCount()).isOne();
	}

	@Test
	void tooManyKeysAreRefused() {
		Answer refused = send("DELETE", "/delete_data", "[" + "1,".repeat(1_000_000) + "1]");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.body()).contains("too_long", "1000000");
	}

	@ParameterizedTest
	@CsvSource({ "text/csv,415", "application/x-ndjson,415", "``,415", "application/json;charset=latin1,415",
			"application/merge-patch+json,200" })
	void onlyJsonIsTaken(String contentType, int status) {
		byte[] body = "[]".getBytes(java.nio.charset.StandardCharsets.UTF_8);
		for (String[] call : new String[][] { { "PUT", "/update_data" }, { "PATCH", "/update_data" },
				{ "DELETE", "/delete_data" } }) {
			assertThat(
					this.client.send(call[0], this.connection + call[1], contentType.replace("`", ""), body).status())
				.isEqualTo(status);
		}
	}

	private int recordCount() {
		return this.client.get(this.connection).json().path("record_count").asInt();
	}

	private String data(String key) {
		return query(key).json().path("data").toString();
	}

	private Answer query(String key) {
		return send("POST", "/query", "{\"primary_key\":" + key + "}");
	}

	private void upload(String json) {
		Answer answer = send("POST", "/upload_data", json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
	}

	private Answer put(String json) {
		return send("PUT", "/update_data", json);
	}

	private Answer patch(String json) {
		return send("PATCH", "/update_data", json);
	}

	private Answer send(String method, String path, String json) {
		return this.client.send(method, this.connection + path, json);
	}

}
