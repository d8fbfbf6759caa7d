package dataconnections;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What Emarsys is answered from an external API. */
@ServiceTest
class LiveEmarsysTests {

	private static final String BATCH = "{\"is_batch_endpoint\":true}";

	private static final String EMPTY = "{\"content\":[]}";

	@Autowired
	private Client client;

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
	void referenceFieldsFillThePlaceholdersOfTheirNamesAndAreEchoed() {
		String connection = this.api.connection("/{lang}/{id}",
				"{\"sample_placeholder_values\":{\"id\":1,\"lang\":\"en\"}}");
		this.api.thenAnswer(200, "{\"id\":\"theirs\",\"price\":1.50,\"tags\":[\"a\"],\"hidden\":1}");
		assertThat(
				ask(connection, "{\"id\":\"a/b\",\"lang\":\"de\",\"season\":\"winter\"}", "price", "tags", "id").body())
			.isEqualTo("{\"content\":[{\"id\":\"a/b\",\"lang\":\"de\",\"season\":\"winter\","
					+ "\"price\":1.50,\"tags\":\"[\\\"a\\\"]\"}]}");
		assertThat(this.api.calls()).extracting(FakeApi.Call::line).containsExactly("GET /de/a%2Fb");
	}

	@Test
	void contactWithoutAPlaceholdersFieldIsLeftOutUnlessAllAre() {
		String connection = this.api.connection("/{id}", "{}");
		assertThat(ask(connection, "{\"season\":\"x\"},{\"id\":null},{\"id\":\"2\"}", "city").body())
			.isEqualTo("{\"content\":[{\"id\":\"2\",\"city\":\"London\"}]}");
		Answer none = ask(connection, "{\"ID\":\"1\"},{}", "city");
		assertThat(none.status()).isEqualTo(422);
		assertThat(none.body()).contains("\"loc\":[\"body\",\"parameters\"]", "\\\"id\\\"", "\"type\":\"missing\"");
		assertThat(this.api.calls()).hasSize(1);
	}

	@Test
	void contactWhoseValueCannotBeSentIsLeftOut() {
		String connection = this.api.connection("/{id}", "{}");
		assertThat(ask(connection,
				"{\"id\":\"..\"},{\"id\":\"nul\\u0000\"},{\"id\":\"" + "x".repeat(8193) + "\"},{\"id\":\"2\"}", "city")
			.body()).isEqualTo("{\"content\":[{\"id\":\"2\",\"city\":\"London\"}]}");
	}

	@Test
	void contactWhoseKeyCannotBeOneIsLeftOutOfABatch() {
		this.api.thenAnswer(200, "[{\"id\":1,\"a\":1},{\"id\":2,\"a\":2}]");
		String connection = this.api.connection("/?ids={id}", BATCH);
		assertThat(ask(connection, "{\"id\":\"\"},{\"id\":\"" + "x".repeat(1025) + "\"},{\"id\":\"2\"}", "a").body())
			.isEqualTo("{\"content\":[{\"id\":\"2\",\"a\":2}]}");
	}

	@ParameterizedTest
	@CsvSource({ "404,''", "410,''", "204,''", "200,''", "200,null", "200,[]", "200,1", "200,'[1,null]'" })
	void contactWithoutDataIsLeftOut(int status, String body) {
		String connection = this.api.connection("/{id}", "{}");
		this.api.thenAnswer(status, body);
		Answer answer = ask(connection, "{\"id\":\"1\"}", "city");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(EMPTY);
	}

	@ParameterizedTest
	@CsvSource({ "500", "401", "403", "429", "302" })
	void outageOfOneIsToBeRetriedForAll(int status) {
		String connection = this.api.connection("/{id}", "{}");
		this.api.then((call) -> call.line().endsWith("/2") ? new FakeApi.Given(status, "s3cret", Map.of())
				: new FakeApi.Given(200, "{\"city\":\"Paris\"}", Map.of()));
		Answer answer = ask(connection, "{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}", "city");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("5");
		assertThat(answer.json().path("upstream_status").asInt()).isEqualTo(status);
		assertThat(answer.body()).doesNotContain("s3cret", "Paris");
	}

	@Test
	void upstreamsRetryAfterIsHandedOn() {
		String connection = this.api.connection("/{id}", "{}");
		this.api.then((call) -> new FakeApi.Given(503, "", Map.of("Retry-After", "77")));
		Answer answer = ask(connection, "{\"id\":\"1\"}", "city");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("77");
		Answer query = this.client.send("POST", connection + "/query", "{\"primary_key\":2}");
		assertThat(query.status()).isEqualTo(503);
		assertThat(query.header("Retry-After")).isEqualTo("77");
	}

	@Test
	void answerThatIsAnArrayIsAnItemEachUpToTheLimit() {
		String connection = this.api.connection("/{id}", "{}");
		this.api.thenAnswer(200, "[{\"a\":1},{\"a\":2},{\"a\":3}]");
		assertThat(this.client
			.send("POST", connection + "/external-content/emarsys",
					"{\"parameters\":[{\"id\":\"1\"}],\"fields\":[\"a\"],\"limit\":2}")
			.body()).isEqualTo("{\"content\":[{\"id\":\"1\",\"a\":1},{\"id\":\"1\",\"a\":2}]}");
	}

	@Test
	void thousandContactsOfABatchEndpointAreOneCall() {
		this.api.thenAnswer(200,
				IntStream.range(0, 1000)
					.mapToObj((n) -> "{\"id\":" + n + ",\"a\":\"value " + n + "\"}")
					.collect(Collectors.joining(",", "[", "]")));
		String connection = this.api.connection("/?ids={id}", BATCH);
		Answer answer = ask(connection,
				IntStream.range(0, 1000)
					.mapToObj((n) -> "{\"id\":\"" + n + "\",\"season\":\"x\"}")
					.collect(Collectors.joining(",")),
				"a");
		assertThat(answer.json().path("content").valueStream().map((item) -> item.path("a").asString()))
			.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj((n) -> "value " + n).toList());
		assertThat(this.api.calls()).hasSize(1);
	}

	@Test
	void contactsThatDifferOnlyInWhatIsEchoedAreOneCall() {
		String connection = this.api.connection("/{id}", "{}");
		assertThat(
				ask(connection, "{\"id\":\"1\",\"s\":\"a\"},{\"id\":\"1\",\"s\":\"b\"}", "city").json().path("content"))
			.hasSize(2);
		assertThat(this.api.calls()).hasSize(1);
	}

	private Answer ask(String connection, String sets, String... fields) {
		String names = IntStream.range(0, fields.length)
			.mapToObj((n) -> '"' + fields[n] + '"')
			.collect(Collectors.joining(","));
		return this.client.send("POST", connection + "/external-content/emarsys",
				"{\"parameters\":[" + sets + "],\"fields\":[" + names + "],\"limit\":3}");
	}

}
