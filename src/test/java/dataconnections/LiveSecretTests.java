package dataconnections;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import dataconnections.Client.Answer;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who comes to see, and who to receive, the secrets of API-based connections. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class LiveSecretTests {

	private static final String SECRETS = """
			{"headers":{"X-Token":"s3cret-header"},"http_method":"POST",
			"body":{"password":"s3cret-body","id":"{id}"}}""";

	private static final JsonMapper JSON = JsonMapper.shared();

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Tenants tenants;

	@Autowired
	private LoggingSystem logging;

	@Autowired
	private MovableTicker ticker;

	private FakeApi api;

	@BeforeEach
	void listen() throws IOException {
		this.api = new FakeApi(this.client);
	}

	@AfterEach
	void close() {
		this.api.close();
	}

	@Test
	void maskedSecretsDoNotGoToAnotherHost() throws IOException {
		String connection = this.api.connection("/{id}", SECRETS);
		try (FakeApi other = new FakeApi(this.client)) {
			ObjectNode read = shown(connection);
			Answer refused = this.api.put(connection, read.deepCopy().put("url", other.url("/{id}")));
			assertThat(refused.status()).isEqualTo(422);
			assertThat(refused.json().path("errors").valueStream().map((error) -> error.path("loc").toString()))
				.containsExactly("[\"body\",\"external_api_details\",\"headers\",\"X-Token\"]",
						"[\"body\",\"external_api_details\",\"body\",\"password\"]");
			assertThat(other.calls()).isEmpty();
			ObjectNode whole = other.details("/{id}", SECRETS.replace("s3cret", "other"));
			assertThat(this.api.put(connection, whole).status()).isEqualTo(200);
			assertThat(other.calls()).extracting(FakeApi.Call::token).containsExactly("other-header");
			assertThat(this.api.calls()).isEmpty();
		}
	}

	@Test
	void maskedSecretsStayWithTheirHostWhateverElseChanges() {
		String connection = this.api.connection("/{id}", SECRETS);
		ObjectNode changed = shown(connection).put("url", this.api.url("/other?q={id}")).put("ttl", 1);
		assertThat(this.api.put(connection, changed).status()).isEqualTo(200);
		assertThat(this.api.calls()).singleElement()
			.isEqualTo(new FakeApi.Call("POST /other?q=1", "s3cret-header", "{\"password\":\"s3cret-body\",\"id\":1}"));
	}

	@Test
	void oneSecretIsReplacedWhileTheOtherStays() {
		String connection = this.api.connection("/{id}", SECRETS);
		ObjectNode changed = shown(connection);
		((ObjectNode) changed.path("headers")).put("X-Token", "rotated");
		assertThat(this.api.put(connection, changed).status()).isEqualTo(200);
		assertThat(this.api.calls()).singleElement().satisfies((call) -> {
			assertThat(call.token()).isEqualTo("rotated");
			assertThat(call.body()).contains("s3cret-body");
		});
		assertThat(shown(connection).toString()).doesNotContain("rotated", "s3cret");
	}

	@Test
	void secretCopiedFromAnotherConnectionCannotBeUsed(CapturedOutput log) {
		String victim = this.api.connection("/{id}", SECRETS);
		String thief = this.api.connection("/thief/{id}", "{}");
		this.jdbc
			.sql("UPDATE data_connection SET external_api = (SELECT external_api FROM data_connection WHERE id = ?) "
					+ "WHERE id = ?")
			.params(id(victim), id(thief))
			.update();
		for (Answer answer : List.of(this.client.get(thief), query(thief, "{\"primary_key\":77}"))) {
			assertThat(answer.body()).contains("cannot be read").doesNotContain("s3cret", "127.0.0.1", "Exception");
		}
		assertThat(query(thief, "{\"primary_key\":77}").status()).isEqualTo(500);
		assertThat(log).contains("The API of connection " + id(thief) + " cannot be read. A stored secret was changed")
			.doesNotContain("s3cret");
		assertThat(this.api.calls()).isEmpty();
		assertThat(query(victim, "{\"primary_key\":77}").status()).isEqualTo(200);
		assertThat(this.client.send("DELETE", thief, "").status()).isEqualTo(204);
	}

	@Test
	void connectionThatCannotBeReadIsToldOfInTheListAndLeavesTheOthersAlone() {
		String readable = this.api.connection("/{id}", SECRETS);
		String broken = unreadable("one byte changed");
		List<JsonNode> listed = this.client.get("/connections").json().valueStream().toList();
		assertThat(listed).filteredOn((each) -> ("/connections/" + text(each, "data_connection_uuid")).equals(broken))
			.singleElement()
			.satisfies((each) -> {
				assertThat(text(each, "name")).isEqualTo("Live");
				assertThat(text(each, "type")).isEqualTo("api");
				assertThat(each.path("external_api_details").isNull()).isTrue();
				assertThat(text(each, "problem")).startsWith("What is stored of the external API cannot be read: send");
			});
		assertThat(listed).filteredOn((each) -> ("/connections/" + text(each, "data_connection_uuid")).equals(readable))
			.singleElement()
			.satisfies((each) -> assertThat(each.has("problem")).isFalse());
		assertThat(this.client.send("DELETE", broken, "").status()).isEqualTo(204);
	}

	@ParameterizedTest
	@ValueSource(strings = { "one byte changed", "an unknown key", "no ciphertext" })
	void connectionThatCannotBeReadIsMendedWithWholeDetails(String fault) {
		String broken = unreadable(fault);
		ObjectNode details = this.api.details("/{id}", SECRETS);
		ObjectNode masked = details.deepCopy();
		((ObjectNode) masked.path("headers")).put("X-Token", "********");
		assertThat(this.api.put(broken, masked).json().path("errors").path(0).path("type").asString())
			.isEqualTo("masked");
		assertThat(this.client.send("PUT", broken, this.client.get(broken).body()).status()).isEqualTo(422);
		assertThat(this.client.send("PUT", broken, "{\"name\":\"Renamed\"}").json().has("problem")).isTrue();
		assertThat(this.api.calls()).isEmpty();
		Answer mended = this.api.put(broken, details);
		assertThat(mended.status()).as(mended.body()).isEqualTo(200);
		assertThat(text(mended.json(), "name")).isEqualTo("Renamed");
		assertThat(mended.json().has("problem")).isFalse();
		assertThat(query(broken, "{\"primary_key\":1}").status()).isEqualTo(200);
	}

	@Test
	void neitherSecretsNorValuesAreLoggedWhateverIsLogged(CapturedOutput log) {
		List<String> packages = List.of("org.apache.coyote", "org.apache.hc", "org.springframework.http",
				"org.springframework.web", "org.springframework.security");
		packages.forEach((name) -> this.logging.setLogLevel(name, LogLevel.TRACE));
		try {
			String connection = this.api.connection("/{id}?f={f}",
					SECRETS.replace("}}", "},\"sample_placeholder_values\":{\"id\":\"s3cret-sample\",\"f\":1}}"));
			String values = "{\"primary_key\":\"s3cret-id\",\"placeholder_values\":{\"f\":\"s3cret-f\"}}";
			assertThat(query(connection, values).status()).isEqualTo(200);
			assertThat(query(connection, values.replace("s3cret-f", "s3cret\\u0000")).status()).isEqualTo(422);
			this.api.thenAnswer(500, "{\"s3cret\":1}");
			assertThat(this.api.put(connection, shown(connection).put("ttl", 1)).status()).isEqualTo(422);
		}
		finally {
			packages.forEach((name) -> this.logging.setLogLevel(name, null));
		}
		assertThat(log).contains("TRACE").doesNotContain("s3cret", Client.API_KEY);
	}

	@Test
	void nothingSentIsToldWhenTheUpstreamFails(CapturedOutput log) {
		String connection = this.api.connection("/{id}?t={id}", SECRETS);
		this.api.then((call) -> new FakeApi.Given(500, call.token() + call.body(), Map.of()));
		Answer answer = query(connection, "{\"primary_key\":\"s3cret-key\"}");
		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.body()).doesNotContain("s3cret", "127.0.0.1");
		assertThat(log).doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /query {\"primary_key\":1}", "POST /api_batch_query {\"primary_keys\":[1]}",
			"DELETE /cache {}", "GET /schema {}",
			"POST /external-content/emarsys {\"parameters\":[{\"id\":\"1\"}],\"fields\":[],\"limit\":1}" })
	void anotherBrandsConnectionIsNoOtherThanAnUnknownOne(String call) {
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
		String connection = this.api.connection("/{id}", "{}");
		query(connection, "{\"primary_key\":1}");
		this.api.calls().clear();
		String[] parts = call.split(" ", 3);
		String unknown = UUID.randomUUID().toString();
		Answer other = Brands.asOther(this.client, parts[0], connection + parts[1], parts[2]);
		Answer none = Brands.asOther(this.client, parts[0], "/connections/" + unknown + parts[1], parts[2]);
		assertThat(other.status()).isEqualTo(404);
		assertThat(other.body().replace(id(connection).toString(), unknown)).isEqualTo(none.body());
		assertThat(query(connection, "{\"primary_key\":1}").header("X-Cache")).isEqualTo("HIT");
		assertThat(this.api.calls()).isEmpty();
	}

	@Test
	void answerOnItsWayWhileTheCacheIsPurgedIsNotGivenAfterwards() throws Exception {
		String connection = this.api.connection("/{id}", "{}");
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch purged = new CountDownLatch(1);
		this.api.then((call) -> {
			asked.countDown();
			awaitLatch(purged);
			return new FakeApi.Given(200, "\"old\"", Map.of());
		});
		var before = TestConnection.inBackground(() -> query(connection, "{\"primary_key\":1}"));
		asked.await();
		assertThat(this.client.send("DELETE", connection + "/cache", "").status()).isEqualTo(204);
		purged.countDown();
		assertThat(before.join().body()).contains("old");
		this.api.thenAnswer(200, "\"new\"");
		assertThat(query(connection, "{\"primary_key\":1}").body()).isEqualTo("{\"data\":\"new\"}");
	}

	@Test
	void structureIsToldFromTheLatestDetailsAndToleratesWhatUpstreamsRepeat() {
		String connection = this.api.connection("/{id}", "{}");
		this.api.thenAnswer(200, "{\"a\":1,\"a\":\"x\",\"n\":1.50}");
		assertThat(this.api.put(connection, shown(connection).put("ttl", 61)).status()).isEqualTo(200);
		Answer schema = this.client.get(connection + "/schema");
		assertThat(schema.status()).as(schema.body()).isEqualTo(200);
		assertThat(schema.json().path("fields").valueStream().map((field) -> field.path("name").asString()))
			.containsExactly("a", "n");
		this.api.thenAnswer(500, "");
		assertThat(this.api.put(connection, shown(connection).put("ttl", 62)).status()).isEqualTo(422);
		assertThat(this.client.get(connection + "/schema").json().path("fields")).hasSize(2);
	}

	@Test
	void structureIsKeptWithoutValuesWhenNoAnswerIsAtHand() {
		String connection = this.api.connection("/{id}", "{}");
		await()
			.untilAsserted(() -> assertThat(keptStructure(connection)).contains("\"city\"").doesNotContain("London"));
		assertThat(this.client.get(connection + "/schema").json().path("fields").toString())
			.isEqualTo("[{\"name\":\"city\",\"types\":[\"string\"],\"nullable\":false,\"example\":\"London\"}]");
		this.client.send("DELETE", connection + "/cache", "");
		assertThat(this.client.get(connection + "/schema").json().path("fields").toString())
			.isEqualTo("[{\"name\":\"city\",\"types\":[\"string\"],\"nullable\":false,\"example\":null}]");
	}

	@Test
	void structureThatIsKeptIsRenewedOnceAMinuteAndWithEachChangeOfTheDetails() {
		String connection = this.api.connection("/{id}", "{}");
		await().untilAsserted(() -> assertThat(keptStructure(connection)).contains("\"city\""));
		this.api.thenAnswer(200, "{\"a\\u0000\":1}");
		query(connection, "{\"primary_key\":2}");
		this.ticker.move(Duration.ofSeconds(61));
		query(connection, "{\"primary_key\":3}");
		await()
			.untilAsserted(() -> assertThat(keptStructure(connection)).contains("\"a\\u0000\"").doesNotContain("city"));
		this.api.thenAnswer(200, "[{\"b\":1},{}]");
		assertThat(this.api.put(connection, shown(connection).put("ttl", 1)).status()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(keptStructure(connection)).contains("\"b\"", "\"nullable\":true"));
		this.client.send("DELETE", connection, "");
	}

	@Test
	void structureOfAKeyedBatchIsThatOfItsRecords() {
		this.api.thenAnswer(200, "{\"1\":{\"v\":1}}");
		String connection = this.api.connection("/?ids={id}", "{\"is_batch_endpoint\":true}");
		assertThat(this.client.get(connection + "/schema")
			.json()
			.path("fields")
			.valueStream()
			.map((field) -> field.path("name").asString())).containsExactly("v");
	}

	@Test
	void keyOfABatchThatCannotBeOneIsNamed() {
		this.api.thenAnswer(200, "[{\"id\":1}]");
		String connection = this.api.connection("/?ids={id}", "{\"is_batch_endpoint\":true}");
		Answer refused = this.client.send("POST", connection + "/api_batch_query",
				"{\"queries\":[{\"placeholder_values\":{\"id\":1}},{\"placeholder_values\":{\"id\":\"\"}}]}");
		assertThat(refused.status()).as(refused.body()).isEqualTo(422);
		assertThat(refused.json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"body\",\"queries\",1,\"placeholder_values\",\"id\"]");
		ObjectNode details = this.api.details("/?ids={id}",
				"{\"is_batch_endpoint\":true,\"sample_placeholder_values\":{\"id\":[1,\"\"]}}");
		assertThat(this.api.create(details).status()).isEqualTo(422);
	}

	@Test
	void fieldsOfAnArrayAreThoseOfEachItem() {
		String connection = this.api.connection("/{id}", "{}");
		this.api.thenAnswer(200, "[{\"id\":1.00,\"a\":{\"b\":1},\"c\":1},{\"c\":2},7,[{\"c\":1}]]");
		assertThat(query(connection, "{\"primary_key\":1,\"fields\":[\"a\"]}").body())
			.isEqualTo("{\"data\":[{\"id\":1.00,\"a\":{\"b\":1}},{},7,[{\"c\":1}]]}");
		assertThat(query(connection, "{\"primary_key\":1,\"fields\":[\"a\",null]}").json()
			.path("errors")
			.path(0)
			.path("loc")
			.toString()).isEqualTo("[\"body\",\"fields\",1]");
		this.api.thenAnswer(200, "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}");
		assertThat(query(connection, "{\"primary_key\":2,\"fields\":[\"a\"]}").status()).isEqualTo(200);
	}

	private Answer query(String connection, String body) {
		return this.client.send("POST", connection + "/query", body);
	}

	private String unreadable(String fault) {
		String connection = this.api.connection("/{id}", "{}");
		String damaged = switch (fault) {
			case "one byte changed" -> "set_byte(external_api, 40, get_byte(external_api, 40) # 1)";
			case "an unknown key" -> "set_byte(external_api, 2, get_byte(external_api, 2) # 1)";
			default -> "'\\x'::bytea";
		};
		this.jdbc.sql("UPDATE data_connection SET external_api = " + damaged + " WHERE id = ?")
			.param(id(connection))
			.update();
		return connection;
	}

	private String keptStructure(String connection) {
		return this.jdbc.sql("SELECT fields::text FROM answer_structure WHERE connection_id = ?")
			.param(id(connection))
			.query(String.class)
			.optional()
			.orElse("");
	}

	private static String text(JsonNode object, String member) {
		return object.path(member).asString();
	}

	private ObjectNode shown(String connection) {
		JsonNode details = this.client.get(connection).json().path("external_api_details");
		return (ObjectNode) JSON.readTree(details.toString());
	}

	private static UUID id(String connection) {
		return UUID.fromString(connection.substring("/connections/".length()));
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
