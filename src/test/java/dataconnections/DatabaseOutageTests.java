package dataconnections;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dataconnections.Client.Answer;
import dataconnections.row.Sweepers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static dataconnections.TestConnection.inBackground;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/**
 * A database that is gone, silent, slow, full or forbids writing while the service runs:
 * what needs it is 503 within a bounded time, the process lives, nothing is half-written,
 * and all is well again without a restart.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.bootstrap.api-key=" + Client.API_KEY,
				"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY, "data-connections.row.sweep-interval=1h",
				"data-connections.encryption.key=dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzIG8=",
				"data-connections.source.allowed-networks=127.0.0.0/8", "data-connections.row.upload-wait=1s",
				"spring.datasource.hikari.connection-timeout=1000", "spring.datasource.hikari.validation-timeout=500",
				"spring.datasource.hikari.data-source-properties.socketTimeout=2" })
@Import({ MovableClock.class, MovableTicker.class, Client.Configuration.class })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageTests {

	private static final OwnPostgres POSTGRES = OwnPostgres
		.start(Map.of("max_connections", "40", "fsync", "on", "synchronous_commit", "on", "full_page_writes", "on"));

	private static final Line LINE = Line.to(POSTGRES.port());

	/** Far more than the settings above come to, far less than for ever. */
	private static final Duration BOUND = Duration.ofSeconds(30);

	private static final String ONE = "{\"primary_key\":\"a\"}";

	@Autowired
	private Client client;

	@Autowired
	private MovableTicker ticker;

	@Autowired
	private ApplicationContext service;

	private TestConnection connection;

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry registry) {
		registry.add("spring.datasource.url", () -> OwnPostgres.url(LINE.port()));
		registry.add("spring.datasource.username", () -> "postgres");
		registry.add("spring.datasource.password", () -> "postgres");
	}

	@BeforeEach
	void connect() {
		await().atMost(BOUND).until(() -> this.client.get("/connections").status() == 200);
		this.connection = TestConnection.create(this.client, POSTGRES.jdbc());
		this.connection.store("[{\"id\":\"a\",\"v\":\"old\"}]");
		assertThat(this.connection.query(ONE).status()).isEqualTo(200);
	}

	@AfterEach
	void repair() {
		LINE.repair();
	}

	@Test
	void databaseThatCannotBeReachedIsUnavailableAtOnceAndRecovers() {
		LINE.cut();
		assertEverythingIsUnavailable();
		LINE.repair();
		assertRecovered();
	}

	@Test
	void databaseThatNoLongerAnswersIsUnavailableInTimeAndRecovers() {
		LINE.silence();
		assertEverythingIsUnavailable();
		LINE.repair();
		assertRecovered();
	}

	@Test
	void manyWhoWaitForASilentDatabaseAreAnsweredInTime() {
		LINE.silence();
		List<CompletableFuture<Answer>> waiting = IntStream.range(0, 160)
			.mapToObj((n) -> inBackground(() -> this.connection.query(ONE)))
			.toList();
		for (CompletableFuture<Answer> answer : waiting) {
			assertUnavailable(() -> answer.join());
		}
		LINE.repair();
		assertRecovered();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rememberedAnswersOfApisAreGivenOnForAMinute(boolean silent) throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			String live = api.connection("/{id}", "{\"ttl\":3600}");
			await().until(() -> "HIT".equals(queryLive(live).header("X-Cache")));
			if (silent) {
				LINE.silence();
			}
			else {
				LINE.cut();
			}
			this.ticker.move(Duration.ofSeconds(30));
			assertThat(queryLive(live)).satisfies((answer) -> {
				assertThat(answer.status()).as(answer.body()).isEqualTo(200);
				assertThat(answer.header("X-Cache")).isEqualTo("HIT");
			});
			assertThat(this.connection.query(ONE).status()).as("what the database has").isEqualTo(503);
			this.ticker.move(Duration.ofSeconds(31));
			assertUnavailable(() -> queryLive(live));
			LINE.repair();
			await().atMost(BOUND).until(() -> "HIT".equals(queryLive(live).header("X-Cache")));
		}
	}

	@Test
	void sweepWithoutADatabaseIsToldInOneLineAndLeftToTheNext(CapturedOutput output) {
		LINE.cut();
		assertThatCode(Sweepers.of(this.service, 5_000)::run).doesNotThrowAnyException();
		assertThat(output.toString().lines().filter((line) -> line.contains("to clear away"))).hasSize(1)
			.allMatch((line) -> line.contains(" WARN "));
		LINE.repair();
		assertRecovered();
	}

	@Test
	void slowDatabaseIsSlowButRight() {
		LINE.delay(Duration.ofMillis(100));
		assertThat(this.connection.query(ONE).body()).contains("old");
		assertThat(this.connection.upload("[{\"id\":\"a\",\"v\":\"new\"},{\"id\":\"b\"}]").body())
			.contains("\"rows_inserted\":1,\"rows_updated\":1");
		LINE.repair();
		assertThat(this.connection.recordCount()).isEqualTo(2);
	}

	@Test
	void lineThatBreaksDuringAnUploadLeavesNothing() {
		try (OpenUpload upload = OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data",
				"application/x-ndjson", null)) {
			upload.send(rows());
			awaitCopy();
			LINE.cut();
			assertThat(upload.send(rows()).end().answer()).startsWith("HTTP/1.1 503")
				.containsIgnoringCase("Retry-After: ");
		}
		LINE.repair();
		assertRecovered();
	}

	@Test
	void readOnlyDatabaseIsReadAndNotWritten() {
		POSTGRES.jdbc().sql("ALTER SYSTEM SET default_transaction_read_only = on").update();
		reload();
		await().until(() -> POSTGRES.setting("default_transaction_read_only").equals("on"));
		assertThat(this.connection.query(ONE).body()).contains("old");
		assertUnavailable(() -> this.connection.upload("[{\"id\":\"a\",\"v\":\"new\"}]"));
		assertUnavailable(
				() -> this.connection.send("PATCH", "/update_data", "[{\"primary_key\":\"a\",\"data\":{\"v\":1}}]"));
		assertUnavailable(() -> this.connection.send("POST", "/delete_data", "[\"a\"]"));
		assertUnavailable(() -> this.client.send("PUT", this.connection.path(), "{\"name\":\"changed\"}"));
		assertUnavailable(() -> this.connection.delete());
		POSTGRES.jdbc().sql("ALTER SYSTEM RESET default_transaction_read_only").update();
		reload();
		await().until(() -> POSTGRES.setting("default_transaction_read_only").equals("off"));
		assertRecovered();
	}

	@Test
	void databaseWithoutAFreeConnectionIsUnavailableAndRecovers() throws SQLException {
		List<Connection> taken = new ArrayList<>();
		try {
			LINE.cut();
			await().until(() -> POSTGRES.jdbc()
				.sql("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
				.query(Long.class)
				.single() == 1);
			takeAll(taken);
			LINE.repair();
			assertEverythingIsUnavailable();
		}
		finally {
			for (Connection one : taken) {
				one.close();
			}
		}
		assertRecovered();
	}

	@Test
	@Tag("faults")
	void killedDatabaseKeepsWhatWasAcknowledgedAndNothingElse() {
		try (OpenUpload upload = OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data",
				"application/x-ndjson", null)) {
			upload.send(rows());
			awaitCopy();
			this.connection.store("[{\"id\":\"b\",\"v\":\"kept\"}]");
			POSTGRES.kill();
			assertThat(upload.send(rows()).end().answer()).startsWith("HTTP/1.1 503");
		}
		assertEverythingIsUnavailable();
		POSTGRES.startAgain();
		await().atMost(BOUND).until(() -> this.connection.query(ONE).status() == 200);
		assertThat(this.connection.values("v")).containsExactly("old", "kept");
		assertThat(this.connection.recordCount()).isEqualTo(2);
		assertThat(this.connection.count("staged_row") + this.connection.count("batch")).isZero();
	}

	private Answer queryLive(String live) {
		return this.client.send("POST", live + "/query", "{\"primary_key\":1}");
	}

	private void assertEverythingIsUnavailable() {
		assertUnavailable(() -> this.connection.query(ONE));
		assertUnavailable(() -> this.connection.query("{\"primary_keys\":[\"a\"]}"));
		assertUnavailable(() -> this.connection.query("{}"));
		assertUnavailable(() -> this.connection.upload("[{\"id\":\"a\",\"v\":\"new\"}]"));
		assertUnavailable(() -> this.client.get("/connections"));
		assertUnavailable(() -> this.client.get(this.connection.path() + "/schema"));
		assertUnavailable(() -> this.client.send("POST", "/connections", "{\"name\":\"n\",\"primary_key\":\"id\"}"));
		assertThat(this.client.open("/actuator/health/liveness").status()).isEqualTo(200);
		assertThat(this.client.open("/actuator/health/readiness").status()).isEqualTo(503);
	}

	private static void assertUnavailable(Supplier<Answer> call) {
		await().atMost(BOUND).pollDelay(Duration.ZERO).untilAsserted(() -> {
			Answer answer = call.get();
			assertThat(answer.status()).as(answer.body()).isEqualTo(503);
			assertThat(answer.header("Retry-After")).isNotEmpty();
			assertThat(answer.json().path("type").asString()).isEqualTo("urn:data-connections:problem:unavailable");
		});
	}

	private void assertRecovered() {
		await().atMost(BOUND).until(() -> this.connection.query(ONE).status() == 200);
		assertThat(this.connection.values("v")).containsExactly("old");
		await().atMost(BOUND).until(() -> this.connection.upload("[{\"id\":\"a\",\"v\":\"new\"}]").status() == 200);
		assertThat(this.connection.values("v")).containsExactly("new");
		assertThat(this.connection.recordCount()).isOne();
		assertThat(this.connection.count("staged_row") + this.connection.count("batch")).isZero();
		await().atMost(BOUND).until(() -> this.client.open("/actuator/health/readiness").status() == 200);
	}

	private void awaitCopy() {
		await().until(() -> POSTGRES.jdbc()
			.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY arriving_row%' AND wait_event = 'ClientRead'")
			.query(Long.class)
			.single() == 1);
	}

	private static void reload() {
		POSTGRES.jdbc().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
	}

	private static void takeAll(List<Connection> taken) {
		DriverManagerDataSource past = new DriverManagerDataSource(OwnPostgres.url(POSTGRES.port()), "postgres",
				"postgres");
		try {
			while (taken.size() < 100) {
				taken.add(past.getConnection());
			}
		}
		catch (SQLException ex) {
			assertThat(ex.getSQLState()).isEqualTo("53300");
		}
	}

	private static String rows() {
		return IntStream.range(0, 20_000).mapToObj((n) -> "{\"id\":" + n + "}\n").collect(joining());
	}

}
