package dataconnections;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a connection's own figures tell. */
@ServiceTest
class StatsTests {

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MovableClock clock;

	@Test
	void lastUploadIsTheOneThatWasPublished() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		assertThat(stats(connection.path()).path("last_upload").isNull()).isTrue();
		connection.store("{\"data\":[{\"id\":1}],\"batch_uuid\":\"0197a2b0-0000-7000-8000-000000000001\","
				+ "\"batch_completed\":false}");
		assertThat(stats(connection.path()).path("last_upload").isNull()).isTrue();
		connection.store("{\"data\":[{\"id\":1},{\"id\":2}],\"batch_uuid\":\"0197a2b0-0000-7000-8000-000000000001\"}");
		Instant published = this.clock.instant();
		assertThat(connection.upload("[{}]").status()).isEqualTo(422);
		connection.send("PUT", "/update_data", "[{\"primary_key\":3,\"data\":{}}]");
		JsonNode stats = stats(connection.path());
		assertThat(stats.at("/last_upload/rows").asInt()).isEqualTo(2);
		assertThat(Instant.parse(stats.at("/last_upload/at").asString())).isCloseTo(published,
				within(Duration.ofMinutes(5)));
		assertThat(stats.path("record_count").asInt()).isEqualTo(3);
	}

	@Test
	void lookUpsAreCountedByKeyAndForTheirConnectionOnly() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		TestConnection other = TestConnection.create(this.client, this.jdbc);
		connection.store("[{\"id\":1},{\"id\":2}]");
		connection.query("{\"primary_key\":1}");
		connection.query("{\"primary_keys\":[1,2,3]}");
		connection.send("POST", "/api_batch_query", "{\"primary_keys\":[2,9]}");
		connection.query("{}");
		assertThat(stats(connection.path()).path("look_ups").toString())
			.isEqualTo("{\"count\":6,\"found\":4,\"missing\":2,\"failed\":0,\"hit_ratio\":0.6666666666666666}");
		assertThat(stats(other.path()).at("/look_ups/count").asInt()).isZero();
	}

	@Test
	void callsOfAnApiAreToldWithoutWhatWasSentOrReceived() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			String path = api.connection("/{id}", "{\"headers\":{\"X-Token\":\"s3cret\"}}");
			assertThat(stats(path).at("/upstream/calls").asInt()).as("the test call").isZero();
			query(path, "1");
			query(path, "1");
			api.thenAnswer(503, "{\"reason\":\"body-of-the-api\"}");
			query(path, "ada@example.com");
			JsonNode stats = stats(path);
			assertThat(stats.path("type").asString()).isEqualTo("api");
			assertThat(stats.path("cache").toString())
				.isEqualTo("{\"hit\":1,\"stale\":0,\"miss\":2,\"bypass\":0,\"hit_ratio\":0.3333333333333333}");
			JsonNode upstream = stats.path("upstream");
			assertThat(upstream.path("calls").asInt()).isEqualTo(2);
			assertThat(upstream.path("window").asInt()).isEqualTo(2);
			assertThat(upstream.path("error_rate").asDouble()).isEqualTo(0.5);
			assertThat(upstream.path("p50_ms").asDouble()).isPositive()
				.isLessThanOrEqualTo(upstream.path("p95_ms").asDouble());
			assertThat(upstream.path("last_errors").size()).isOne();
			assertThat(upstream.at("/last_errors/0/cause").asString()).isEqualTo("status");
			assertThat(upstream.at("/last_errors/0/upstream_status").asInt()).isEqualTo(503);
			assertThat(stats.toString()).doesNotContain("s3cret", "ada@", "body-of-the-api", "127.0.0.1");
		}
	}

	private JsonNode stats(String connection) {
		Client.Answer answer = this.client.get(connection + "/stats");
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json();
	}

	private void query(String path, String id) {
		this.client.send("POST", path + "/query", "{\"primary_key\":\"" + id + "\"}");
	}

}
