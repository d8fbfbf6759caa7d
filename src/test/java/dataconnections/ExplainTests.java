package dataconnections;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What a look-up at an API would do, which is not done. */
@ServiceTest
class ExplainTests {

	private static final String OPEN = "{\"headers\":{\"X-Region\":\"eu\"},\"timeout\":5}";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MovableTicker ticker;

	private FakeApi api;

	@BeforeEach
	void start() throws IOException {
		this.api = new FakeApi(this.client);
	}

	@AfterEach
	void stop() {
		this.api.close();
	}

	@Test
	void requestIsFilledAndNotSent() {
		String path = this.api.connection("/{id}?q=1", OPEN);
		JsonNode explained = explain(path, "{\"primary_key\":\"a b\"}");
		assertThat(explained.at("/request/method").asString()).isEqualTo("GET");
		assertThat(explained.at("/request/url").asString()).isEqualTo(this.api.url("/a%20b?q=1"));
		assertThat(explained.at("/request/headers/X-Region").asString()).isEqualTo("eu");
		assertThat(explained.path("refused_by").isNull()).isTrue();
		assertThat(this.api.calls()).isEmpty();
	}

	@Test
	void nothingIsCountedAsALookUpOrRemembered() {
		String path = this.api.connection("/{id}", OPEN);
		explain(path, "{\"primary_key\":1}");
		JsonNode stats = this.client.get(path + "/stats").json();
		assertThat(stats.at("/look_ups/count").asInt() + stats.at("/upstream/calls").asInt()).isZero();
		assertThat(query(path, 1).header("X-Cache")).isEqualTo("MISS");
	}

	@Test
	void secretsStayMaskedAlsoWhereAPlaceholderIsFilledIntoThem() {
		String path = this.api.connection("/{id}", """
				{"http_method":"POST","headers":{"Authorization":"Bearer s3cret {id}","X-Plain":"p {id}"},
				"body":{"password":"hidden {id}","api_key":["k-{id}"],"customer":"{id}","n":1.5}}""");
		Client.Answer answer = this.client.send("POST", path + "/explain", "{\"primary_key\":\"value-4711\"}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("s3cret", "hidden", "k-");
		assertThat(answer.json().path("request").path("headers").toString())
			.isEqualTo("{\"Authorization\":\"********\",\"X-Plain\":\"p value-4711\"}");
		assertThat(answer.body()).contains("\"body\":{\"password\":\"********\",\"api_key\":[\"********\"],"
				+ "\"customer\":\"value-4711\",\"n\":1.5}");
		assertThat(this.api.calls()).isEmpty();
	}

	@Test
	void cacheIsToldAsItIs() {
		String path = this.api.connection("/{id}", "{\"ttl\":60,\"stale_while_revalidate\":60,\"stale_if_error\":600}");
		assertThat(cache(path).toString()).isEqualTo("{\"state\":\"MISS\",\"age\":null}");
		query(path, 1);
		assertCache(path, "HIT", 0);
		this.ticker.move(Duration.ofSeconds(61));
		assertCache(path, "STALE", 61);
		this.ticker.move(Duration.ofSeconds(60));
		assertCache(path, "MISS", 121);
		assertThat(cache(this.api.connection("/{id}", "{\"ttl\":0}")).toString())
			.isEqualTo("{\"state\":\"BYPASS\",\"age\":null}");
	}

	@Test
	void breakerThatIsOpenIsToldAndStaysAsItIs() {
		String path = this.api.connection("/{id}", "{\"ttl\":0}");
		assertThat(explain(path, "{\"primary_key\":1}").path("breaker").toString())
			.isEqualTo("{\"state\":\"closed\",\"retry_after\":0,\"retries_left\":10}");
		this.api.thenAnswer(500, "");
		for (int i = 0; i < 20; i++) {
			query(path, i);
		}
		this.api.calls().clear();
		JsonNode open = explain(path, "{\"primary_key\":1}").path("breaker");
		assertThat(open.path("state").asString()).isEqualTo("open");
		assertThat(open.path("retry_after").asInt()).isBetween(1, 10);
		this.ticker.move(Duration.ofSeconds(11));
		assertThat(explain(path, "{\"primary_key\":1}").at("/breaker/state").asString()).isEqualTo("half_open");
		assertThat(this.api.calls()).isEmpty();
	}

	@Test
	void valueThatDoesNotFitIsToldNotRefused() {
		String path = this.api.connection("/{id}", OPEN);
		assertThat(refusal(path, "{}")).isEqualTo("placeholder missing");
		assertThat(refusal(path, "{\"placeholder_values\":{\"id\":1,\"x\":2}}"))
			.isEqualTo("placeholder extra_forbidden");
		assertThat(refusal(path, "{\"placeholder_values\":{\"id\":\"..\"}}")).startsWith("placeholder ");
		assertThat(this.api.calls()).isEmpty();
	}

	@Test
	void headerThatCannotBeSentIsTold() {
		String path = this.api.connection("/",
				"{\"headers\":{\"X-A\":\"" + "x".repeat(8000) + "{id}\"},\"sample_placeholder_values\":{\"id\":1}}");
		assertThat(refusal(path, "{\"primary_key\":\"" + "y".repeat(500) + "\"}")).isEqualTo("header header_too_long");
		assertThat(this.api.calls()).isEmpty();
	}

	@Test
	void connectionWithRowsHasNothingToExplain() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		assertThat(connection.send("POST", "/explain", "{\"primary_key\":1}").status()).isEqualTo(409);
	}

	private String refusal(String path, String json) {
		JsonNode refused = explain(path, json).path("refused_by");
		return refused.path("rule").asString() + " " + refused.path("type").asString();
	}

	private void assertCache(String path, String state, int age) {
		assertThat(cache(path).path("state").asString()).isEqualTo(state);
		assertThat(cache(path).path("age").asInt()).isBetween(age, age + 50);
	}

	private JsonNode cache(String path) {
		return explain(path, "{\"primary_key\":1}").path("cache");
	}

	private JsonNode explain(String path, String json) {
		Client.Answer answer = this.client.send("POST", path + "/explain", json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json();
	}

	private Client.Answer query(String path, int id) {
		return this.client.send("POST", path + "/query", "{\"primary_key\":" + id + "}");
	}

}
