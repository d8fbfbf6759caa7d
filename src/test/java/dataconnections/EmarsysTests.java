package dataconnections;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import dataconnections.Client.Answer;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static dataconnections.TestConnection.inBackground;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What SAP Emarsys asks, and what it is answered. */
@ServiceTest
class EmarsysTests {

	private static final String EMPTY = "{\"content\":[]}";

	@Autowired
	private Client client;

	@Autowired
	private MovableClock clock;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private Tenants tenants;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	@Test
	void contactsAreAnsweredInTheirOrderWithTheirReferenceFields() {
		store("""
				[{"id":"92010","title":"Football shirt","price":100,"img_url":"https://example.com/shirt.png","x":1},
				 {"id":"21235","title":"Bicycle","price":120.50}]""");
		Answer answer = ask("""
				{"parameters":[{"email":"jane@example.com","id":"21235"},{"email":"bill@example.com","id":"42469"},
				{"email":"john@example.com","id":"92010"}],"fields":["title","price","img_url"],"limit":3}""");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.json()).isEqualTo(JsonMapper.shared().readTree("""
				{"content":[
				{"email":"jane@example.com","id":"21235","title":"Bicycle","price":120.50},
				{"email":"john@example.com","id":"92010","title":"Football shirt","price":100,
				 "img_url":"https://example.com/shirt.png"}]}"""));
	}

	@Test
	void valuesAreFlat() {
		store("""
				[{"id":"1","o":{"a":[1,true]},"l":[],"n":null,"t":true,"f":false,"d":1.10,"s":"ä\\n",
				"b":123456789012345678901234567890}]""");
		String item = askFor("1", "o", "l", "n", "t", "f", "d", "s", "b").body();
		assertThat(item.substring("{\"content\":[{".length(), item.length() - "}]}".length()).split(",(?=\")", -1))
			.containsExactlyInAnyOrder("\"id\":\"1\"", "\"o\":\"{\\\"a\\\":[1,true]}\"", "\"l\":\"[]\"",
					"\"t\":\"true\"", "\"f\":\"false\"", "\"d\":1.10", "\"s\":\"ä\\n\"",
					"\"b\":123456789012345678901234567890");
	}

	@Test
	void onlyTheFieldsAskedForAreAnsweredAsFarAsTheyAreThere() {
		store("[{\"id\":\"1\",\"a\":1,\"b\":2}]");
		assertThat(askFor("1", "b", "none", "b").body()).isEqualTo("{\"content\":[{\"id\":\"1\",\"b\":2}]}");
		assertThat(askFor("1").body()).isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
		assertThat(askFor("1", "A", "").body()).isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
	}

	@Test
	void echoedFieldWinsOverARecordsFieldOfTheSameName() {
		store("[{\"id\":1,\"email\":\"stored@example.com\",\"a\":1}]");
		assertThat(ask("{\"parameters\":[{\"email\":\"sent@example.com\",\"id\":\"1\"}],"
				+ "\"fields\":[\"id\",\"email\",\"a\"],\"limit\":1}")
			.body()).isEqualTo("{\"content\":[{\"email\":\"sent@example.com\",\"id\":\"1\",\"a\":1}]}");
	}

	@Test
	void referenceFieldsAreEchoedAsTheyWereWritten() {
		store("[{\"id\":\"1\"}]");
		String set = "{\"id\":\"1\",\"a\":1.10,\"b\":1E5,\"c\":-0,\"d\":123456789012345678901234567890,"
				+ "\"e\":null,\"f\":true,\"g\":\" é😀\\\"\\\\\\u0000\\n\",\"\":\"\",\"__proto__\":\"x\"}";
		assertThat(ask("{\"parameters\":[" + set + "],\"fields\":[],\"limit\":1}").body())
			.isEqualTo("{\"content\":[" + set + "]}");
	}

	@Test
	void keyIsTheSameHoweverItIsWritten() {
		store("[{\"id\":54490,\"a\":1},{\"id\":\"true\",\"a\":2},{\"id\":\" x \",\"a\":3}]");
		assertThat(ask(
				"{\"parameters\":[{\"id\":\"54490\"},{\"id\":54490.0},{\"id\":true},{\"id\":\" x \"},{\"id\":\"x\"}],"
						+ "\"fields\":[\"a\"],\"limit\":1}")
			.body())
			.isEqualTo("{\"content\":[{\"id\":\"54490\",\"a\":1},{\"id\":54490.0,\"a\":1},"
					+ "{\"id\":true,\"a\":2},{\"id\":\" x \",\"a\":3}]}");
	}

	@Test
	void contactWithoutDataIsLeftOut() {
		store("[{\"id\":\"1\"}]");
		this.connection.send("POST", "/upload_data", "{\"data\":[{\"id\":\"3\"}],\"ttl_seconds\":60}");
		assertThat(ask("{\"parameters\":[{\"id\":\"3\"}],\"fields\":[],\"limit\":1}").body()).contains("\"3\"");
		this.clock.move(Duration.ofSeconds(60));
		assertThat(
				ask("{\"parameters\":[{\"id\":\"3\"},{\"id\":\"4\"},{\"id\":\"1\"}],\"fields\":[],\"limit\":1}").body())
			.isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"nul\\u0000\"", "\"half\\ud83d\"", "1e999999999",
			"\"'); DROP TABLE row\"", "\"%\"" })
	void contactWhoseKeyCannotBeOneHasNoData(String key) {
		store("[{\"id\":\"1\"}]");
		Answer answer = ask("{\"parameters\":[{\"id\":" + key + "}],\"fields\":[\"a\"],\"limit\":1}");
		assertThat(answer.body()).isEqualTo(EMPTY);
		assertThat(answer.status()).isEqualTo(200);
	}

	@Test
	void contactWhoseKeyIsTooLongHasNoData() {
		assertThat(askFor("é".repeat(513)).body()).isEqualTo(EMPTY);
	}

	@Test
	void contactWithHalfACharacterIsLeftOutAndTheOthersAnswered() {
		store("[{\"id\":\"1\"},{\"id\":\"2\"}]");
		assertThat(ask("{\"parameters\":[{\"id\":\"1\",\"name\":\"\\ud83d\"},"
				+ "{\"id\":\"2\",\"name\":\"\\ud83d\\ude00\"}],\"fields\":[\"\\ud83d\"],\"limit\":1}")
			.body()).isEqualTo("{\"content\":[{\"id\":\"2\",\"name\":\"😀\"}]}");
	}

	@Test
	void equalContactsAreAnsweredOnce() {
		store("[{\"id\":\"1\",\"a\":1}]");
		assertThat(ask("""
				{"parameters":[{"id":"1","season":"winter"},{"season":"winter","id":"1"},{"id":"1","season":"spring"},
				{"id":"1","season":"winter"}],"fields":["a"],"limit":3}""").body()).isEqualTo("{\"content\":["
				+ "{\"id\":\"1\",\"season\":\"winter\",\"a\":1},{\"id\":\"1\",\"season\":\"spring\",\"a\":1}]}");
	}

	@Test
	void contactsWithoutTheKeyFieldAreLeftOutUnlessAllAre() {
		store("[{\"id\":\"1\"}]");
		assertThat(ask("{\"parameters\":[{\"ID\":\"1\"},{},{\"id\":\"1\"}],\"fields\":[],\"limit\":1}").body())
			.isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
		Answer none = ask("{\"parameters\":[{\"ID\":\"1\"},{}],\"fields\":[],\"limit\":1}");
		assertThat(none.status()).isEqualTo(422);
		assertThat(none.body()).contains("\"loc\":[\"body\",\"parameters\"]", "\\\"id\\\"", "\"type\":\"missing\"");
	}

	@Test
	void noContactsAreNoContent() {
		assertThat(ask("{\"parameters\":[],\"fields\":[\"a\"],\"limit\":1}").body()).isEqualTo(EMPTY);
	}

	@Test
	void thousandContactsAreAnsweredAtOnce() {
		store(IntStream.range(0, 1000)
			.mapToObj((n) -> "{\"id\":" + n + ",\"a\":\"value " + n + "\"}")
			.collect(joining(",", "[", "]")));
		String sets = IntStream.range(0, 1000).mapToObj((n) -> "{\"id\":\"" + (999 - n) + "\"}").collect(joining(","));
		Answer answer = ask("{\"parameters\":[" + sets + "],\"fields\":[\"a\"],\"limit\":1}");
		assertThat(answer.json().path("content").valueStream().map((item) -> item.path("a").asString()))
			.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj((n) -> "value " + (999 - n)).toList());
		Answer more = ask("{\"parameters\":[" + sets + ",{\"id\":\"1\"}],\"fields\":[\"a\"],\"limit\":1}");
		assertThat(more.status()).isEqualTo(422);
		assertThat(more.body()).contains("\"loc\":[\"body\",\"parameters\"]", "1000");
	}

	@Test
	void answerIsNoLargerThanEmarsysTakes() {
		store(IntStream.range(0, 100)
			.mapToObj((n) -> "{\"id\":" + n + ",\"a\":\"" + "é".repeat(9_900) + "\",\"b\":\"" + "b".repeat(900) + "\"}")
			.collect(joining(",", "[", "]")));
		String sets = IntStream.range(0, 100).mapToObj((n) -> "{\"id\":\"" + n + "\"}").collect(joining(","));
		Answer all = ask("{\"parameters\":[" + sets + "],\"fields\":[\"a\"],\"limit\":1}");
		assertThat(all.status()).isEqualTo(200);
		assertThat(all.body().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1_980_000, 2_000_000);
		Answer larger = ask("{\"parameters\":[" + sets + "],\"fields\":[\"a\",\"b\"],\"limit\":1}");
		assertThat(larger.status()).isEqualTo(422);
		assertThat(larger.body()).contains("ask for fewer fields", "\"loc\":[\"body\",\"fields\"]");
	}

	@Test
	void largeRecordsAreNoObstacleToASmallAnswer() {
		for (int n = 0; n < 9; n++) {
			store("[{\"id\":" + n + ",\"a\":" + n + ",\"large\":\"" + "x".repeat(1_500_000) + "\"}]");
		}
		String sets = IntStream.range(0, 12).mapToObj((n) -> "{\"id\":\"" + n + "\"}").collect(joining(","));
		assertThat(ask("{\"parameters\":[" + sets + "],\"fields\":[\"a\"],\"limit\":1}").json()
			.path("content")
			.valueStream()
			.map((item) -> item.path("a").asInt())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
	}

	@Test
	void answerIsZippedWhenAccepted() throws Exception {
		store("[{\"id\":1,\"a\":\"" + "x".repeat(100_000) + "\"}]");
		String body = "{\"parameters\":[{\"id\":\"1\"}],\"fields\":[\"a\"],\"limit\":1}";
		HttpResponse<byte[]> zipped = HttpClient.newHttpClient()
			.send(request(body, "x-api-key", Client.API_KEY, "x-brand-key", Client.BRAND_KEY, "Accept-Encoding",
					"gzip"), HttpResponse.BodyHandlers.ofByteArray());
		assertThat(zipped.headers().firstValue("content-encoding")).hasValue("gzip");
		assertThat(zipped.headers().allValues("vary")).anyMatch((value) -> "accept-encoding".equalsIgnoreCase(value));
		assertThat(zipped.body()).hasSizeLessThan(10_000);
		Answer plain = ask(body);
		assertThat(plain.header("Content-Encoding")).isEmpty();
		assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
			.asString(StandardCharsets.UTF_8)
			.isEqualTo(plain.body());
	}

	@Test
	void whatEmarsysMayAddLaterIsIgnored() {
		store("[{\"id\":\"1\"}]");
		assertThat(
				ask("{\"version\":2,\"parameters\":[{\"id\":\"1\"}],\"fields\":[],\"campaign\":{\"id\":[1]}}").body())
			.isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			["body"]                        | []
			["body","parameters"]           | {"fields":[],"limit":1}
			["body","parameters"]           | {"parameters":null,"fields":[],"limit":1}
			["body","parameters"]           | {"parameters":{},"fields":[],"limit":1}
			["body","parameters",1]         | {"parameters":[{"id":"1"},null],"fields":[],"limit":1}
			["body","parameters",0]         | {"parameters":["1"],"fields":[],"limit":1}
			["body","parameters",0,"other"] | {"parameters":[{"other":{"a":1}}],"fields":[],"limit":1}
			["body","parameters",0,"id"]    | {"parameters":[{"id":["1"]}],"fields":[],"limit":1}
			["body","parameters",0,"id"]    | {"parameters":[{"id":"1","id":"2"}],"fields":[],"limit":1}
			["body","fields"]               | {"parameters":[{"id":"1"}],"limit":1}
			["body","fields"]               | {"parameters":[{"id":"1"}],"fields":null,"limit":1}
			["body","fields"]               | {"parameters":[{"id":"1"}],"fields":"a","limit":1}
			["body","fields",1]             | {"parameters":[{"id":"1"}],"fields":["a",7],"limit":1}
			["body","fields",0]             | {"parameters":[{"id":"1"}],"fields":[null],"limit":1}
			["body","limit"]                | {"parameters":[{"id":"1"}],"fields":[],"limit":0}
			["body","limit"]                | {"parameters":[{"id":"1"}],"fields":[],"limit":-1}
			["body","limit"]                | {"parameters":[{"id":"1"}],"fields":[],"limit":"3"}
			["body","limit"]                | {"parameters":[{"id":"1"}],"fields":[],"limit":1.5}
			""")
	void whatIsWrongIsNamed(String place, String body) {
		Answer answer = ask(body);
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().path("errors").size()).as(answer.body()).isOne();
		assertThat(answer.json().path("errors").path(0).path("loc").toString()).as(answer.body()).isEqualTo(place);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "null x", "{\"parameters\":[{\"id\":\"1\"}],\"fields\":[],\"limit\":1}}",
			"{\"parameters\":[{\"id\":NaN}],\"fields\":[]}" })
	void whatIsNoJsonIsMalformed(String body) {
		assertThat(ask(body).status()).isEqualTo(400);
	}

	@Test
	void nestingIsBounded() {
		assertThat(ask("{\"parameters\":[{\"id\":\"1\"}],\"fields\":[],\"x\":" + "[".repeat(100_000)).status())
			.isEqualTo(400);
	}

	@Test
	void endlessListsAreNotReadToTheirEnd() {
		assertThat(ask("{\"parameters\":[" + "{},".repeat(5_000_000) + "not even json").status()).isEqualTo(422);
		assertThat(ask("{\"parameters\":[],\"fields\":[" + "\"\",".repeat(5_000_000) + "not even json").status())
			.isEqualTo(422);
		assertThat(ask("{\"parameters\":[{"
				+ IntStream.range(0, 101).mapToObj((n) -> "\"" + n + "\":0,").collect(joining()) + "not even json")
			.status()).isEqualTo(422);
	}

	@Test
	void unknownConnectionAndThatOfAnotherBrandAreNotFound() {
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
		String body = "{\"parameters\":[{\"id\":\"1\"}],\"fields\":[],\"limit\":1}";
		Answer other = Brands.asOther(this.client, "POST", path(), body);
		String unknown = UUID.randomUUID().toString();
		Answer none = Brands.asOther(this.client, "POST", path().replace(this.connection.id().toString(), unknown),
				body);
		assertThat(none.status()).isEqualTo(404);
		assertThat(other.status()).isEqualTo(404);
		assertThat(other.body().replace(this.connection.id().toString(), unknown)).isEqualTo(none.body());
	}

	@Test
	void keysComeAsBasicToo() {
		store("[{\"id\":\"1\"}]");
		assertThat(askWith("Basic " + Base64.getEncoder()
			.encodeToString((Client.BRAND_KEY + ":" + Client.API_KEY).getBytes(StandardCharsets.UTF_8))).body())
			.isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
		Answer wrong = askWith("Basic "
				+ Base64.getEncoder().encodeToString((Client.BRAND_KEY + ":x").getBytes(StandardCharsets.UTF_8)));
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic ");
	}

	@Test
	void keysComeAsATokenToo() {
		store("[{\"id\":\"1\"}]");
		Answer token = this.client.send(HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1/oauth/token"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
					+ URLEncoder.encode(Client.BRAND_KEY, StandardCharsets.UTF_8) + "&client_secret="
					+ URLEncoder.encode(Client.API_KEY, StandardCharsets.UTF_8)))
			.build());
		assertThat(token.status()).isEqualTo(200);
		assertThat(askWith("Bearer " + token.json().path("access_token").asString()).body())
			.isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
		assertThat(askWith("Bearer x").status()).isEqualTo(401);
	}

	@Test
	void withoutAnyKeysTheyAreMissing() {
		Answer answer = this.client.send(request("{}"));
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.body()).contains("[\"header\",\"x-api-key\"]", "[\"header\",\"x-brand-key\"]");
	}

	@Test
	void outageIsToBeRetried() {
		store("[{\"id\":\"1\"}]");
		askFor("1");
		Answer answer = this.transaction.execute((status) -> {
			this.jdbc.sql("LOCK TABLE row IN ACCESS EXCLUSIVE MODE").update();
			CompletableFuture<Answer> asked = inBackground(() -> askFor("1"));
			await().until(() -> this.jdbc
				.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE '%key = ANY%' "
						+ "AND wait_event_type = 'Lock'")
				.query(Long.class)
				.single() == 1);
			return asked.join();
		});
		assertThat(answer).isNotNull();
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("5");
		assertThat(askFor("1").body()).isEqualTo("{\"content\":[{\"id\":\"1\"}]}");
	}

	private void store(String rows) {
		this.connection.store(rows);
	}

	private Answer ask(String body) {
		return this.connection.send("POST", "/external-content/emarsys", body);
	}

	private Answer askFor(String id, String... fields) {
		return ask("{\"parameters\":[{\"id\":\"" + id + "\"}],\"fields\":["
				+ Arrays.stream(fields).map((field) -> '"' + field + '"').collect(joining(",")) + "],\"limit\":1}");
	}

	private Answer askWith(String authorization) {
		return this.client.send(
				request("{\"parameters\":[{\"id\":\"1\"}],\"fields\":[],\"limit\":1}", "Authorization", authorization));
	}

	private HttpRequest request(String body, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1" + path()))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		return ((headers.length > 0) ? request.headers(headers) : request).build();
	}

	private String path() {
		return this.connection.path() + "/external-content/emarsys";
	}

}
