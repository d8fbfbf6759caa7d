package dataconnections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import dataconnections.Client.Answer;
import dataconnections.row.HeldTurns;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A brand that takes all it may have leaves the others theirs. */
@SmallServiceTest
class SharingTests {

	private static final String ROWS = IntStream.range(0, 20_000)
		.mapToObj((n) -> "{\"id\":" + n + ",\"text\":\"some text\"}\n")
		.collect(joining());

	private static final String QUERY = "{\"primary_key\":1}";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Tenants tenants;

	@Autowired
	private MovableTicker ticker;

	@Autowired
	private ApplicationContext service;

	@Autowired
	@Qualifier("uploads")
	private HikariDataSource uploads;

	private final List<OpenUpload> open = new ArrayList<>();

	private TestConnection greedy;

	private String modest;

	@BeforeEach
	void connect() {
		this.greedy = TestConnection.create(this.client, this.jdbc);
		this.greedy.store("[{\"id\":1}]");
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
		this.modest = "/connections/"
				+ asOther("POST", "/connections", "{\"name\":\"Modest\",\"primary_key\":\"id\"}").json()
					.path("data_connection_uuid")
					.asString();
		assertThat(asOther("POST", this.modest + "/upload_data", "[{\"id\":1}]").status()).isEqualTo(200);
	}

	@AfterEach
	void leave() {
		this.open.forEach(OpenUpload::close);
		rest();
		await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 0);
	}

	@Test
	void brandThatHoldsAllItsUploadSlotsLeavesAnotherBrandOne() {
		for (int i = 0; i < 10; i++) {
			this.open.add(OpenUpload
				.begin(this.client.port(), this.greedy.path() + "/upload_data", "application/x-ndjson", null)
				.send(ROWS));
		}
		await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 2);
		assertThat(this.greedy.upload("[{\"id\":2}]").status()).isEqualTo(503);
		for (String[] call : new String[][] { { "POST", "/upload_data", "[{\"id\":2}]" },
				{ "PUT", "/update_data", "[{\"primary_key\":2,\"data\":{}}]" }, { "DELETE", "/delete_data", "[2]" } }) {
			Answer answer = asOther(call[0], this.modest + call[1], call[2]);
			assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		}
	}

	@Test
	void lookUpsBeyondABrandsShareAreToldToComeAgainAndThoseOfAnotherBrandAreAnswered() {
		String parameters = "{\"parameters\":[{\"id\":\"1\"}],\"fields\":[]}";
		HeldTurns held = holdTurns(2);
		try (held) {
			for (String query : List.of(QUERY, "{\"primary_keys\":[1]}", "{}")) {
				assertUnavailable(this.greedy.query(query));
				assertThat(asOther("POST", this.modest + "/query", query).status()).isEqualTo(200);
			}
			assertUnavailable(this.greedy.send("POST", "/api_batch_query", "{\"primary_keys\":[1]}"));
			assertUnavailable(this.greedy.send("POST", "/external-content/emarsys", parameters));
			assertThat(asOther("POST", this.modest + "/external-content/emarsys", parameters).status()).isEqualTo(200);
		}
		assertThat(this.greedy.query(QUERY).status()).isEqualTo(200);
	}

	@Test
	void turnThatComesInTimeIsTaken() {
		HeldTurns held = holdTurns(2);
		CompletableFuture<Answer> waiting = TestConnection.inBackground(() -> this.greedy.query(QUERY));
		held.close();
		assertThat(waiting.join().status()).isEqualTo(200);
	}

	@Test
	void underTheLoadOfOneBrandEveryLookUpOfAnotherIsAnswered() {
		AtomicBoolean enough = new AtomicBoolean();
		List<CompletableFuture<Integer>> load = inBackground(8, () -> {
			int answered = 0;
			while (!enough.get()) {
				int status = this.greedy.query(QUERY).status();
				assertThat(status).isIn(200, 503, 429);
				answered += (status == 200) ? 1 : 0;
			}
			return answered;
		});
		for (int i = 0; i < 100; i++) {
			rest();
			Answer answer = asOther("POST", this.modest + "/query", QUERY);
			assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		}
		enough.set(true);
		assertThat(load.stream().mapToInt(CompletableFuture::join).sum()).isPositive();
	}

	/** Gives the keys all their requests again. */
	private void rest() {
		this.ticker.move(Duration.ofMinutes(10));
	}

	private HeldTurns holdTurns(int count) {
		UUID brand = this.jdbc.sql("SELECT brand_id FROM data_connection WHERE id = ?")
			.param(this.greedy.id())
			.query(UUID.class)
			.single();
		return HeldTurns.hold(this.service, brand, count);
	}

	private Answer asOther(String method, String path, String json) {
		return Brands.asOther(this.client, method, path, json);
	}

	private static List<CompletableFuture<Integer>> inBackground(int count, IntSupplier call) {
		return IntStream.range(0, count).mapToObj((n) -> TestConnection.inBackground(call::getAsInt)).toList();
	}

	private static void assertUnavailable(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("1");
		assertThat(answer.json().path("detail").asString()).contains("look-ups");
	}

}
