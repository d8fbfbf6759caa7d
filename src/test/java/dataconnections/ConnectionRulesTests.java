package dataconnections;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ServiceTest
class ConnectionRulesTests {

	private static final Pattern NEXT = Pattern
		.compile("<http://localhost:\\d+/api/data-connections/v1(.*)>; rel=\"next\"");

	@Autowired
	private Client client;

	@Autowired
	private Tenants tenants;

	@Autowired
	private Connections connections;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MovableClock clock;

	@BeforeEach
	void addOtherBrand() {
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
	}

	@Test
	void createAnswersTheWholeConnectionAndWhereItIs() {
		Client.Answer answer = create("{\"name\":\"Stores\",\"primary_key\":\"store_id\",\"description\":\"d\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().propertyNames()).containsExactly("data_connection_uuid", "name", "description",
				"primary_key", "external_api_details", "type", "placeholders", "record_count", "created_at",
				"updated_at");
		assertThat(answer.json().path("type").asString()).isEqualTo("upload");
		assertThat(answer.json().path("external_api_details").isNull()).isTrue();
		assertThat(answer.json().path("placeholders").isEmpty()).isTrue();
		assertThat(answer.json().path("record_count").asInt()).isZero();
		assertThat(UUID.fromString(id(answer)).version()).isEqualTo(7);
		assertThat(answer.header("Location"))
			.isEqualTo("http://localhost:" + this.client.port() + "/api/data-connections/v1/connections/" + id(answer));
		assertThat(this.client.get("/connections/" + id(answer)).body()).isEqualTo(answer.body());
	}

	@Test
	void nameNeedNotBeUnique() {
		assertThat(create(body("Twin", "id")).status()).isEqualTo(201);
		assertThat(create(body("Twin", "id")).status()).isEqualTo(201);
	}

	@Test
	void lengthsAreCountedInCodePoints() {
		String longest = "😀".repeat(255);
		assertThat(create(body(longest, longest)).status()).isEqualTo(201);
		assertInvalid(create(body(longest + "😀", "id")), "name");
		assertInvalid(create(body("n", longest + "😀")), "primary_key");
		assertThat(create(described("😀".repeat(10_000))).status()).isEqualTo(201);
		assertInvalid(create(described("😀".repeat(10_001))), "description");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\\t\\n", "\\u00a0", "\\u3000\\u2003", "\\u0085" })
	void onlyWhiteSpaceCountsAsMissing(String blank) {
		for (String body : List.of(body(blank, "id"), "{\"primary_key\":\"id\"}",
				"{\"name\":null,\"primary_key\":\"id\"}")) {
			assertInvalid(create(body), "name");
			assertThat(create(body).json().path("errors").path(0).path("type").asString()).isEqualTo("missing");
		}
		assertInvalid(create(body("n", blank)), "primary_key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\\u0000b", "a\\ud800", "\\udc00b" })
	void textThatCannotBeStoredIsRefused(String text) {
		assertInvalid(create(body(text, "id")), "name");
		assertInvalid(create(body("n", text)), "primary_key");
		assertInvalid(create(described(text)), "description");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			name                 | {"name":1,"primary_key":"id"}
			primary_key          | {"name":"n","primary_key":true}
			description          | {"name":"n","primary_key":"id","description":[]}
			nmae                 | {"nmae":"n","name":"n","primary_key":"id"}
			type                 | {"name":"n","primary_key":"id","type":"upload"}
			external_api_details | {"name":"n","primary_key":"id","external_api_details":"https://a.example"}
			""")
	void createRefusesWhatItDoesNotKnow(String place, String body) {
		assertInvalid(create(body), place);
	}

	@Test
	void missingDetailsAreAllNamedAtOnce() {
		JsonNode errors = create("{\"name\":\"n\",\"primary_key\":\"id\",\"external_api_details\":{}}").json()
			.path("errors");
		assertThat(errors).extracting((error) -> error.path("loc").path(2).asString())
			.containsExactly("http_method", "url");
	}

	@Test
	void nullDetailsMakeAnUploadBasedConnection() {
		assertThat(create("{\"name\":\"n\",\"primary_key\":\"id\",\"external_api_details\":null}").status())
			.isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			400 | {
			422 | []
			422 | "text"
			422 | null
			422 | {"name":"a","name":"b","primary_key":"id"}
			""")
	void bodyMustBeOneObject(int status, String body) {
		assertThat(create(body).status()).isEqualTo(status);
		assertThat(this.client.send("PUT", "/connections/" + id(create(body("n", "id"))), body).status())
			.isEqualTo(status);
	}

	@Test
	void listIsNewestFirstAndPages() {
		String mark = UUID.randomUUID().toString();
		List<String> made = IntStream.range(0, 7)
			.mapToObj((n) -> id(create(body(mark + " 100% & " + n, "id"))))
			.toList();
		String path = "/connections?limit=3&name=" + encoded(mark + " 100% &");
		List<String> seen = new ArrayList<>();
		int pages = 0;
		while (!path.isEmpty()) {
			Client.Answer page = this.client.get(path);
			assertThat(page.status()).isEqualTo(200);
			page.json().forEach((item) -> seen.add(item.path("data_connection_uuid").asString()));
			create(body(mark + " 100% & made meanwhile", "id"));
			Matcher next = NEXT.matcher(page.header("Link"));
			path = next.matches() ? next.group(1) : "";
			pages++;
		}
		assertThat(seen).isEqualTo(made.reversed());
		assertThat(pages).isEqualTo(3);
	}

	@Test
	void lastPageThatIsFullHasNoNext() {
		String mark = UUID.randomUUID().toString();
		create(body(mark, "id"));
		create(body(mark, "id"));
		assertThat(this.client.get("/connections?limit=2&name=" + mark).header("Link")).isEmpty();
		assertThat(this.client.get("/connections?limit=1&name=" + mark).header("Link")).isNotEmpty();
	}

	@Test
	void listShowsWhatASingleGetShows() {
		String mark = UUID.randomUUID().toString();
		String id = id(create(body(mark, "id")));
		assertThat(this.client.get("/connections?name=" + mark).json().path(0))
			.isEqualTo(this.client.get("/connections/" + id).json());
	}

	@Test
	void nameIsSearchedLiterallyInAnyCase() {
		String mark = UUID.randomUUID().toString().substring(0, 8);
		create(body(mark + " 50% off_Äpfel\\\\x", "id"));
		assertThat(found(mark + " 50% OFF_")).isOne();
		assertThat(found(mark.toUpperCase(java.util.Locale.ROOT) + " 50%")).isOne();
		assertThat(found("_äPFEL\\x")).isOne();
		assertThat(found(mark + "%off")).isZero();
		assertThat(found(mark + "_50")).isZero();
		assertThat(found(mark + " 50%%")).isZero();
		assertThat(found("\\" + mark)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "limit=0,limit", "limit=1001,limit", "limit=-1,limit", "limit=x,limit", "limit=1.5,limit",
			"limit=0x10,limit", "limit=,limit", "limit=99999999999,limit", "limit=1&limit=2,limit", "cursor=x,cursor",
			"cursor=,cursor", "name=%00,name" })
	void listRefusesWhatIsOutOfRange(String query, String parameter) {
		Client.Answer answer = this.client.get("/connections?" + query);
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"query\",\"" + parameter + "\"]");
	}

	@Test
	void cursorIsGoodForOneBrandOnly() {
		create(body("a", "id"));
		create(body("b", "id"));
		Matcher next = NEXT.matcher(this.client.get("/connections?limit=1").header("Link"));
		assertThat(next.matches()).isTrue();
		assertThat(this.client.get(next.group(1)).status()).isEqualTo(200);
		assertThat(Brands.asOther(this.client, "GET", next.group(1), "").status()).isEqualTo(422);
	}

	@Test
	void listIsOfOneBrand() {
		String mark = UUID.randomUUID().toString();
		create(body(mark, "id"));
		assertThat(Brands.asOther(this.client, "GET", "/connections?name=" + mark, "").body()).isEqualTo("[]");
	}

	@Test
	void anotherBrandsConnectionLooksUnknown() {
		String id = id(create(body("n", "id")));
		this.client.get("/connections/" + id);
		for (String call : List.of("GET ", "PUT ", "DELETE ", "POST /query", "GET /references", "POST /references")) {
			String method = call.substring(0, call.indexOf(' '));
			String path = call.substring(call.indexOf(' ') + 1);
			String body = path.endsWith("references") ? "{\"reference_type\":\"mail\",\"reference_id\":\"1\"}" : "{}";
			String unknown = UUID.randomUUID().toString();
			Client.Answer foreign = Brands.asOther(this.client, method, "/connections/" + id + path, body);
			Client.Answer none = Brands.asOther(this.client, method, "/connections/" + unknown + path, body);
			assertThat(foreign.status()).as(call).isEqualTo(404);
			assertThat(foreign.body().replace(id, unknown)).as(call).isEqualTo(none.body());
		}
		assertThat(this.client.get("/connections/" + id).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "1", "00000000-0000-0000-0000-000000000000" })
	void whatIsNoUuidIsUnknown(String id) {
		assertThat(this.client.get("/connections/" + id).status()).isEqualTo(404);
	}

	@Test
	void whatGetShowsMayBeSentBackWhole() {
		String id = id(create(described("d")));
		JsonNode shown = this.client.get("/connections/" + id).json();
		Client.Answer answer = this.client.send("PUT", "/connections/" + id, shown.toString());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(((ObjectNode) answer.json()).remove(List.of("updated_at")))
			.isEqualTo(((ObjectNode) shown).remove(List.of("updated_at")));
	}

	@Test
	void putChangesWhatIsSentOnly() {
		String id = id(create(described("d")));
		this.clock.move(java.time.Duration.ofSeconds(1));
		Client.Answer named = this.client.send("PUT", "/connections/" + id, "{\"name\":\"New\"}");
		assertThat(named.json().path("name").asString()).isEqualTo("New");
		assertThat(named.json().path("description").asString()).isEqualTo("d");
		assertThat(named.json().path("updated_at").asString())
			.isGreaterThan(named.json().path("created_at").asString());
		Client.Answer cleared = this.client.send("PUT", "/connections/" + id, "{\"description\":null}");
		assertThat(cleared.json().path("description").isNull()).isTrue();
		assertThat(cleared.json().path("name").asString()).isEqualTo("New");
		assertThat(this.client.get("/connections/" + id).body()).isEqualTo(cleared.body());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			name                 | {"name":null}
			name                 | {"name":" "}
			name                 | {"name":1}
			primary_key          | {"primary_key":null}
			primary_key          | {"primary_key":"other"}
			primary_key          | {"primary_key":"ID"}
			description          | {"description":{}}
			external_api_details | {"external_api_details":{}}
			external_api_details | {"external_api_details":{"url":"https://a.example"}}
			nmae                 | {"nmae":"n"}
			""")
	void putRefusesWhatCannotChange(String place, String body) {
		String id = id(create(body("n", "id")));
		String before = this.client.get("/connections/" + id).body();
		assertInvalid(this.client.send("PUT", "/connections/" + id, body), place);
		assertThat(this.client.get("/connections/" + id).body()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			200 | "0"
			200 | *
			200 | "7", "0"
			412 | "1"
			412 | W/"0"
			412 | 0
			412 | "7", W/"0"
			""")
	void ifMatchIsHonoured(int status, String ifMatch) {
		String id = id(create(body("n", "id")));
		assertThat(this.client.get("/connections/" + id).header("ETag")).isEqualTo("\"0\"");
		Client.Answer answer = this.client.send("PUT", "/connections/" + id, "{\"name\":\"x\"}", "If-Match", ifMatch);
		assertThat(answer.status()).isEqualTo(status);
		if (status == 200) {
			assertThat(answer.header("ETag")).isEqualTo("\"1\"");
			assertThat(this.client.get("/connections/" + id).header("ETag")).isEqualTo("\"1\"");
		}
	}

	@Test
	void oneOfTwoConcurrentChangesWithTheSameTagWins() {
		String id = id(create(body("n", "id")));
		List<Integer> statuses = atOnce(2,
				(n) -> this.client.send("PUT", "/connections/" + id, "{\"name\":\"" + n + "\"}", "If-Match", "\"0\"")
					.status());
		assertThat(statuses).containsExactlyInAnyOrder(200, 412);
	}

	@Test
	void tagMakesNo304AsTheRecordCountMayHaveChanged() {
		String id = id(create(body("n", "id")));
		String tag = this.client.get("/connections/" + id).header("ETag");
		this.connections.changeRecordCount(this.jdbc, UUID.fromString(id), 3);
		Client.Answer answer = this.client.send("GET", "/connections/" + id, "", new byte[0], "If-None-Match", tag);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("record_count").asInt()).isEqualTo(3);
		assertThat(answer.header("ETag")).isEqualTo(tag);
		assertThat(this.connections.recordCount(UUID.fromString(id))).isEqualTo(3);
	}

	@Test
	void changeKeepsTheRecordCount() {
		String id = id(create(body("n", "id")));
		this.connections.changeRecordCount(this.jdbc, UUID.fromString(id), 3);
		this.client.send("PUT", "/connections/" + id, "{\"name\":\"x\"}");
		assertThat(this.client.get("/connections/" + id).json().path("record_count").asInt()).isEqualTo(3);
	}

	@Test
	void deletedConnectionIsUnknownAtOnce() {
		String id = id(create(body("gone " + UUID.randomUUID(), "id")));
		assertThat(this.client.send("POST", "/connections/" + id + "/query", "{\"primary_key\":\"1\"}")
			.json()
			.path("title")
			.asString()).isEqualTo("Data Not Found");
		assertThat(delete(id, "").status()).isEqualTo(204);
		for (String path : List.of("", "/references", "/references/" + UUID.randomUUID())) {
			assertThat(this.client.get("/connections/" + id + path).status()).isEqualTo(404);
		}
		assertThat(this.client.send("POST", "/connections/" + id + "/query", "{\"primary_key\":\"1\"}")
			.json()
			.path("title")
			.asString()).isEqualTo("Not Found");
		assertThat(this.client.send("PUT", "/connections/" + id, "{}").status()).isEqualTo(404);
		assertThat(delete(id, "").status()).isEqualTo(404);
		assertThat(this.client.get("/connections").body()).doesNotContain(id);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.connections.changeRecordCount(this.jdbc, UUID.fromString(id), 1));
	}

	@Test
	void tombstoneStaysUntilItIsForgotten() {
		UUID dead = UUID.fromString(id(create(body("n", "id"))));
		UUID alive = UUID.fromString(id(create(body("n", "id"))));
		delete(dead.toString(), "");
		assertThat(this.connections.deleted(10_000)).contains(dead).doesNotContain(alive);
		this.connections.forget(dead);
		this.connections.forget(alive);
		assertThat(this.connections.deleted(10_000)).doesNotContain(dead);
		assertThat(this.client.get("/connections/" + alive).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "?only_if_unreferenced", "?only_if_unreferenced=", "?only_if_unreferenced=1",
			"?only_if_unreferenced=true&only_if_unreferenced=false" })
	void nothingIsDeletedOnAnUnclearFlag(String query) {
		String id = id(create(body("n", "id")));
		assertThat(delete(id, query).status()).isEqualTo(422);
		assertThat(this.client.get("/connections/" + id).status()).isEqualTo(200);
	}

	@Test
	void otherMethodsAreNamed() {
		Client.Answer answer = this.client.send("PATCH", "/connections", "{}");
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).contains("GET").contains("POST");
	}

	private Client.Answer create(String json) {
		return this.client.send("POST", "/connections", json);
	}

	private Client.Answer delete(String id, String query) {
		return this.client.send("DELETE", "/connections/" + id + query, "", new byte[0]);
	}

	private int found(String name) {
		return this.client.get("/connections?name=" + encoded(name)).json().size();
	}

	static <T> List<T> atOnce(int callers, java.util.function.IntFunction<T> call) {
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<T>> results = IntStream.range(0, callers).mapToObj((n) -> executor.submit(() -> {
				start.await();
				return call.apply(n);
			})).toList();
			start.countDown();
			return results.stream().map(ConnectionRulesTests::result).toList();
		}
	}

	private static <T> T result(Future<T> future) {
		try {
			return future.get();
		}
		catch (InterruptedException | java.util.concurrent.ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertInvalid(Client.Answer answer, String place) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().path("errors").path(0).path("loc").toString()).as(answer.body())
			.isEqualTo("[\"body\",\"" + place + "\"]");
	}

	private static String id(Client.Answer answer) {
		return answer.json().path("data_connection_uuid").asString();
	}

	private static String body(String name, String primaryKey) {
		return "{\"name\":\"" + name + "\",\"primary_key\":\"" + primaryKey + "\"}";
	}

	private static String described(String description) {
		return "{\"name\":\"n\",\"primary_key\":\"id\",\"description\":\"" + description + "\"}";
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
