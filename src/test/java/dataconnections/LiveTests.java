package dataconnections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** API-based connections over HTTP, with an upstream that the test plays. */
@ServiceTest
class LiveTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	@Autowired
	private Client client;

	@Autowired
	private MovableTicker ticker;

	@Autowired
	private JdbcClient jdbc;

	private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();

	private final List<Map<String, String>> headers = new ArrayList<>();

	private volatile Upstream upstream = (request) -> new Given(200, "{\"city\":\"London\",\"n\":1.00}");

	private HttpServer server;

	@BeforeEach
	void listen() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void close() {
		this.server.stop(0);
	}

	@Test
	void documentedRequestMakesAConnection() {
		Client.Answer created = create(details("/customers?filter={filter}"));
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		assertThat(this.calls).containsExactly("GET /customers?filter=a%20b%26c");
		String id = created.json().path("data_connection_uuid").asString();
		JsonNode read = this.client.get("/connections/" + id).json();
		assertThat(read.path("type").asString()).isEqualTo("api");
		assertThat(read.path("placeholders").toString()).isEqualTo("[\"filter\"]");
		assertThat(read.path("external_api_details").path("headers").path("Authorization").asString())
			.isEqualTo("********");
		assertThat(read.path("external_api_details").path("headers").path("X-Plain").asString()).isEqualTo("seen");
		assertThat(query(id, "{\"placeholder_values\":{\"filter\":\"x\"}}").body())
			.isEqualTo("{\"data\":{\"city\":\"London\",\"n\":1.00}}");
		assertThat(this.headers).allSatisfy((sent) -> assertThat(sent).containsEntry("Authorization", "Bearer s3cret"));
	}

	@Test
	void secretsAreNotInTheDatabase() {
		create(details("/?q={filter}"));
		List<byte[]> stored = this.jdbc.sql("SELECT external_api FROM data_connection WHERE external_api IS NOT NULL")
			.query((rs, n) -> rs.getBytes(1))
			.list();
		assertThat(stored).isNotEmpty()
			.allSatisfy((sealed) -> assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret",
					"Bearer", "filter"));
	}

	@Test
	void failedTestCallStoresNothingAndTellsWhy() {
		this.upstream = (request) -> new Given(503, "{\"secret\":\"s3cret\"}");
		long before = count();
		Client.Answer refused = create(details("/?q={filter}"));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("upstream_status").asInt()).isEqualTo(503);
		assertThat(refused.json().path("errors").path(0).path("type").asString()).isEqualTo("test_call_failed");
		assertThat(refused.body()).doesNotContain("s3cret");
		assertThat(count()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', textBlock = """
			{"url":"ftp://a.example/?q={filter}"}~url
			{"url":"http://{filter}/"}~url
			{"url":"http://10.0.0.1/?q={filter}"}~url
			{"http_method":"TRACE"}~http_method
			{"http_method":"get"}~http_method
			{"headers":{"Host":"a"}}~headers
			{"headers":{"X-A":"a\\r\\nb"}}~headers
			{"headers":{"Authorization":"********"}}~headers
			{"ttl":-1}~ttl
			{"ttl":1.5}~ttl
			{"timeout":0}~timeout
			{"timeout":61}~timeout
			{"retries":11}~retries
			{"retries":"3"}~retries
			{"is_batch_endpoint":1}~is_batch_endpoint
			{"is_batch_endpoint":true}~is_batch_endpoint
			{"stale_if_error":-1}~stale_if_error
			{"sample_placeholder_values":{}}~sample_placeholder_values
			{"sample_placeholder_values":{"filter":"a","more":1}}~sample_placeholder_values
			{"sample_placeholder_values":{"filter":null}}~sample_placeholder_values
			{"tll":60}~tll""")
	void wrongDetailsAreRefusedByName(String change, String member) {
		ObjectNode details = details("/?q={filter}");
		details.setAll((ObjectNode) JSON.readTree(change));
		Client.Answer refused = create(details);
		assertThat(refused.status()).as(refused.body()).isEqualTo(422);
		assertThat(refused.json().path("errors").path(0).path("loc").toString())
			.startsWith("[\"body\",\"external_api_details\",\"" + member + "\"");
		assertThat(this.calls).isEmpty();
	}

	@Test
	void missingAndExtraPlaceholdersAreNamed() {
		String id = created("/?q={filter}");
		assertThat(query(id, "{}").json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"body\",\"placeholder_values\",\"filter\"]");
		Client.Answer extra = query(id, "{\"placeholder_values\":{\"filter\":1,\"more\":2}}");
		assertThat(extra.status()).isEqualTo(422);
		assertThat(extra.json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"body\",\"placeholder_values\",\"more\"]");
		assertThat(query(id, "{\"limit\":1}").status()).isEqualTo(422);
	}

	@Test
	void primaryKeyFillsThePlaceholderOfItsName() {
		String id = created("/c/{id}?q={filter}", "{\"id\":1,\"filter\":\"f\"}", "{}");
		this.calls.clear();
		Client.Answer answer = query(id, "{\"primary_key\":\"a/b\",\"placeholder_values\":{\"filter\":7}}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(this.calls).containsExactly("GET /c/a%2Fb?q=7");
		assertThat(query(id, "{\"primary_key\":1,\"placeholder_values\":{\"filter\":7,\"id\":2}}").status())
			.isEqualTo(422);
	}

	@Test
	void nullIsAsGoodAsNothing() {
		String id = created("/c/{id}", "{\"id\":1}", "{}");
		assertThat(query(id, "{\"primary_key\":1,\"primary_keys\":null,\"placeholder_values\":null}").status())
			.isEqualTo(200);
		assertThat(query(id, "{\"primary_key\":null,\"primary_keys\":null,\"placeholder_values\":{\"id\":1}}").status())
			.isEqualTo(200);
		assertThat(query(id, "{\"primary_keys\":[1],\"placeholder_values\":null}").status()).isEqualTo(200);
		assertThat(batch(id, "{\"queries\":[{\"placeholder_values\":{\"id\":1}}],\"primary_keys\":null}").status())
			.isEqualTo(200);
		assertThat(batch(id, "{\"primary_keys\":null,\"queries\":null}").status()).isEqualTo(422);
	}

	@Test
	void whatManyHaveInCommonIsCheckedOnceAndBounded() {
		String id = created("/c/{id}?q={filter}", "{\"id\":1,\"filter\":\"f\"}", "{}");
		String keys = IntStream.range(0, 10_000).mapToObj(String::valueOf).collect(joining(","));
		String unknown = IntStream.range(0, 10_000).mapToObj((n) -> "\"v" + n + "\":0").collect(joining(","));
		String many = "{\"primary_keys\":[" + keys + "],\"placeholder_values\":{\"filter\":";
		Client.Answer extra = query(id, many + "1," + unknown + "}}");
		assertThat(extra.status()).isEqualTo(422);
		assertThat(extra.json().at("/errors/0/loc").toString()).isEqualTo("[\"body\",\"placeholder_values\",\"v0\"]");
		Client.Answer heavy = query(id, many + "\"" + "x".repeat(8_000) + "\"}}");
		assertThat(heavy.status()).isEqualTo(422);
		assertThat(heavy.json().at("/errors/0/type").asString()).isEqualTo("too_long");
		assertThat(this.calls).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "404,404,data-not-found", "410,404,data-not-found", "500,502,upstream-failed",
			"401,502,upstream-failed", "302,502,upstream-failed" })
	void upstreamStatusIsTold(int status, int told, String type) {
		String id = created("/?q={filter}");
		this.upstream = (request) -> new Given(status, "{\"error\":\"s3cret\"}");
		Client.Answer answer = query(id, "{\"placeholder_values\":{\"filter\":\"" + status + "\"}}");
		assertThat(answer.status()).isEqualTo(told);
		assertThat(answer.json().path("type").asString()).endsWith(type);
		assertThat(answer.json().path("upstream_status").asInt()).isEqualTo(status);
		assertThat(answer.body()).doesNotContain("s3cret");
	}

	@Test
	void answersAreRememberedForTheirTtl() {
		String id = created("/?q={filter}");
		this.calls.clear();
		assertThat(ask(id).header("X-Cache")).isEqualTo("MISS");
		this.ticker.move(Duration.ofSeconds(59));
		Client.Answer hit = ask(id);
		assertThat(hit.header("X-Cache")).isEqualTo("HIT");
		assertThat(hit.header("Age")).isEqualTo("59");
		assertThat(this.calls).hasSize(1);
		this.ticker.move(Duration.ofSeconds(1));
		assertThat(ask(id).header("X-Cache")).isEqualTo("MISS");
		assertThat(this.calls).hasSize(2);
		assertThat(this.client.send("DELETE", "/connections/" + id + "/cache", "").status()).isEqualTo(204);
		assertThat(ask(id).header("X-Cache")).isEqualTo("MISS");
	}

	@Test
	void ttlOfZeroRemembersNothing() {
		String id = created("/?q={filter}", "{\"filter\":\"a\"}", "{\"ttl\":0}");
		this.calls.clear();
		assertThat(ask(id).header("X-Cache")).isEqualTo("BYPASS");
		assertThat(ask(id).header("X-Cache")).isEqualTo("BYPASS");
		assertThat(this.calls).hasSize(2);
	}

	@Test
	void oldAnswerStandsInForAFailureButNotForARefusal() {
		String id = created("/?q={filter}", "{\"filter\":\"a\"}", "{\"stale_if_error\":100}");
		ask(id);
		this.ticker.move(Duration.ofSeconds(61));
		this.upstream = (request) -> new Given(500, "");
		Client.Answer stale = ask(id);
		assertThat(stale.header("X-Cache")).isEqualTo("STALE");
		assertThat(stale.header("Age")).isEqualTo("61");
		this.upstream = (request) -> new Given(401, "");
		assertThat(ask(id).status()).isEqualTo(502);
		this.upstream = (request) -> new Given(404, "");
		assertThat(ask(id).status()).isEqualTo(404);
		this.upstream = (request) -> new Given(500, "");
		assertThat(ask(id).status()).isEqualTo(502);
	}

	@Test
	void oldAnswerIsGivenWhileOneCallRefreshesIt() {
		String id = created("/?q={filter}", "{\"filter\":\"a\"}", "{\"stale_while_revalidate\":100}");
		ask(id);
		this.calls.clear();
		this.ticker.move(Duration.ofSeconds(61));
		CountDownLatch refreshed = new CountDownLatch(1);
		this.upstream = (request) -> {
			refreshed.await();
			return new Given(200, "{\"city\":\"Paris\"}");
		};
		assertThat(ask(id).header("X-Cache")).isEqualTo("STALE");
		assertThat(ask(id).header("X-Cache")).isEqualTo("STALE");
		refreshed.countDown();
		Client.Answer answer = ask(id);
		while (!"HIT".equals(answer.header("X-Cache"))) {
			Thread.onSpinWait();
			answer = ask(id);
		}
		assertThat(answer.body()).contains("Paris");
		assertThat(this.calls).hasSize(1);
	}

	@Test
	void thousandIdenticalMissesMakeOneCall() {
		String id = created("/?q={filter}");
		this.calls.clear();
		AtomicInteger underway = new AtomicInteger();
		this.upstream = (request) -> {
			while (underway.get() < 900) {
				Thread.onSpinWait();
			}
			return new Given(200, "{\"shared\":true}");
		};
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<CompletableFuture<Client.Answer>> answers = IntStream.range(0, 1000)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> {
					underway.incrementAndGet();
					return ask(id);
				}, threads))
				.toList();
			assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().body()).contains("shared"));
		}
		assertThat(this.calls).hasSize(1);
	}

	@Test
	void changedDetailsMakeOldAnswersUnreachable() {
		String id = created("/?q={filter}");
		ask(id);
		assertThat(this.client
			.send("PUT", "/connections/" + id,
					"{\"external_api_details\":" + details("/new?q={filter}").put("ttl", 61) + "}")
			.status()).isEqualTo(200);
		this.calls.clear();
		assertThat(ask(id).header("X-Cache")).isEqualTo("MISS");
		assertThat(this.calls).containsExactly("GET /new?q=a");
	}

	@Test
	void whatWasReadCanBeSentBackAndKeepsItsSecrets() {
		String id = created("/?q={filter}");
		this.calls.clear();
		Client.Answer read = this.client.get("/connections/" + id);
		Client.Answer sent = this.client.send("PUT", "/connections/" + id, read.body());
		assertThat(sent.status()).as(sent.body()).isEqualTo(200);
		assertThat(this.calls).isEmpty();
		ObjectNode renamed = (ObjectNode) read.json();
		((ObjectNode) renamed.path("external_api_details")).put("timeout", 11);
		assertThat(this.client.send("PUT", "/connections/" + id, renamed.toString()).status()).isEqualTo(200);
		assertThat(this.calls).hasSize(1);
		assertThat(this.headers.getLast()).containsEntry("Authorization", "Bearer s3cret");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', textBlock = """
			null~immutable
			{"url":"https://a.example"}~missing""")
	void kindCannotChange(String details, String type) {
		String id = created("/?q={filter}");
		Client.Answer refused = this.client.send("PUT", "/connections/" + id,
				"{\"external_api_details\":" + details + "}");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("errors").path(0).path("type").asString()).isEqualTo(type);
		Client.Answer upload = this.client.send("PUT", "/connections/" + this.client.connection("id"),
				"{\"external_api_details\":" + details("/?q={filter}") + "}");
		assertThat(upload.status()).isEqualTo(422);
	}

	@Test
	void recordsCannotBeUploaded() {
		String id = created("/?q={filter}");
		Map<String, String> changes = Map.of("POST", "upload_data", "PUT", "update_data", "PATCH", "update_data",
				"DELETE", "delete_data");
		assertThat(changes).allSatisfy(
				(method, call) -> assertThat(this.client.send(method, "/connections/" + id + "/" + call, "[]").status())
					.isEqualTo(409));
	}

	@Test
	void schemaComesFromTheLastGoodAnswer() {
		String id = created("/?q={filter}");
		assertThat(
				this.client.get("/connections/" + id + "/schema").json().path("fields").path(0).path("name").asString())
			.isEqualTo("city");
	}

	@Test
	void batchEndpointIsAskedForAllKeysAtOnce() {
		this.upstream = (request) -> new Given(200, """
				[{"id":"2","v":"two"},{"id":1,"v":1.0},{"id":1,"v":"again"},{"id":9,"v":"not asked"}]""");
		String id = created("/b?ids={id}", "{\"id\":[1,2]}", "{\"is_batch_endpoint\":true}");
		assertThat(this.calls).containsExactly("GET /b?ids=1,2");
		this.calls.clear();
		Client.Answer answer = batch(id, "{\"primary_keys\":[1,2,\"a,b\",1]}");
		assertThat(answer.body()).isEqualTo("{\"results\":[{\"primary_key\":1,\"data\":{\"id\":1,\"v\":1.0}},"
				+ "{\"primary_key\":2,\"data\":{\"id\":\"2\",\"v\":\"two\"}},"
				+ "{\"primary_key\":\"a,b\",\"data\":null,\"missing\":true},"
				+ "{\"primary_key\":1,\"data\":{\"id\":1,\"v\":1.0}}]}");
		assertThat(this.calls).containsExactly("GET /b?ids=1,2,a%2Cb");
		assertThat(query(id, "{\"primary_key\":2}").header("X-Cache")).isEqualTo("HIT");
		this.calls.clear();
		assertThat(query(id, "{\"primary_keys\":[2,3]}").json().path("results").size()).isEqualTo(2);
		assertThat(this.calls).containsExactly("GET /b?ids=3");
	}

	@Test
	void batchAnswerMayBeKeyedAndOfNoOtherShape() {
		this.upstream = (request) -> new Given(200, "{\"1\":{\"v\":1},\"2\":null}");
		String id = created("/b?ids={id}", "{\"id\":1}", "{\"is_batch_endpoint\":true,\"ttl\":0}");
		assertThat(batch(id, "{\"primary_keys\":[1,2]}").json().path("results").toString())
			.isEqualTo("[{\"primary_key\":1,\"data\":{\"v\":1}},{\"primary_key\":2,\"data\":null,\"missing\":true}]");
		for (String other : List.of("[1]", "[{\"v\":1}]", "{\"error\":\"x\"}", "{\"error\":{}}", "\"x\"")) {
			this.upstream = (request) -> new Given(200, other);
			JsonNode results = batch(id, "{\"primary_keys\":[1,2]}").json().path("results");
			assertThat(results).as(other).hasSize(2).allSatisfy((result) -> {
				assertThat(result.path("error").path("status").asInt()).isEqualTo(502);
				assertThat(result.has("data")).isFalse();
			});
		}
	}

	@Test
	void singleCallsFanOutAndFailAlone() {
		String id = created("/c/{id}", "{\"id\":1}", "{}");
		this.upstream = (request) -> switch (request) {
			case "GET /c/2" -> new Given(404, "");
			case "GET /c/3" -> new Given(500, "");
			default -> new Given(200, "{\"at\":\"" + request + "\"}");
		};
		JsonNode results = batch(id,
				"{\"queries\":[{\"placeholder_values\":{\"id\":1}},"
						+ "{\"placeholder_values\":{\"id\":2}},{\"placeholder_values\":{\"id\":3}}]}")
			.json()
			.path("results");
		assertThat(results.path(0).path("data").path("at").asString()).isEqualTo("GET /c/1");
		assertThat(results.path(1).path("missing").asBoolean()).isTrue();
		assertThat(results.path(2).path("error").path("upstream_status").asInt()).isEqualTo(500);
		assertThat(batch(id, "{\"primary_keys\":[]}").body()).isEqualTo("{\"results\":[]}");
		Client.Answer refused = batch(id, "{\"queries\":[{\"placeholder_values\":{\"id\":1}},{}]}");
		assertThat(refused.json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"body\",\"queries\",1,\"placeholder_values\",\"id\"]");
	}

	private Client.Answer ask(String id) {
		return query(id, "{\"placeholder_values\":{\"filter\":\"a\"}}");
	}

	private Client.Answer query(String id, String body) {
		return this.client.send("POST", "/connections/" + id + "/query", body);
	}

	private Client.Answer batch(String id, String body) {
		return this.client.send("POST", "/connections/" + id + "/api_batch_query", body);
	}

	private String created(String path) {
		return created(path, "{\"filter\":\"a b&c\"}", "{}");
	}

	private String created(String path, String samples, String change) {
		ObjectNode details = details(path);
		details.set("sample_placeholder_values", JSON.readTree(samples));
		details.setAll((ObjectNode) JSON.readTree(change));
		Client.Answer created = create(details);
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		return created.json().path("data_connection_uuid").asString();
	}

	private Client.Answer create(ObjectNode details) {
		ObjectNode request = JSON.createObjectNode().put("name", "Live").put("primary_key", "id");
		request.set("external_api_details", details);
		return this.client.send("POST", "/connections", request.toString());
	}

	private ObjectNode details(String path) {
		String url = "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
		return ((ObjectNode) JSON.readTree("""
				{"http_method":"GET","headers":{"Authorization":"Bearer s3cret","X-Plain":"seen"},"ttl":60,"timeout":10,
				"retries":0,"is_batch_endpoint":false,"sample_placeholder_values":{"filter":"a b&c"}}""")).put("url",
				url);
	}

	private long count() {
		return this.jdbc.sql("SELECT count(*) FROM data_connection").query(Long.class).single();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
		this.calls.add(request);
		synchronized (this.headers) {
			this.headers.add(Map.of("Authorization", exchange.getRequestHeaders().getFirst("Authorization")));
		}
		Given given;
		try {
			given = this.upstream.answer(request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "text/plain");
		exchange.sendResponseHeaders(given.status(), (body.length == 0) ? -1 : body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private interface Upstream {

		Given answer(String request) throws InterruptedException;

	}

	private record Given(int status, String body) {
	}

}
