package dataconnections;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.Client.Answer;
import dataconnections.announcement.Announcements;
import dataconnections.tenant.Tenants;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two replicas on one database. The time of the other one stands still unless the test
 * moves it: what it does not hear of it believes for ever.
 */
@ServiceTest
class ReplicaTests {

	private static final AtomicLong NANOS = new AtomicLong();

	private static ConfigurableApplicationContext replica;

	private static Client other;

	private static Optional<RedisServer> redis = Optional.empty();

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@BeforeAll
	static void startTheOther() {
		redis = RedisServer.startIfPossible();
		replica = new SpringApplicationBuilder(DataConnectionsApplication.class, OtherReplica.class)
			.initializers(new TestDatabase())
			.run("--server.port=0", "--data-connections.row.sweep-interval=1h",
					"--data-connections.source.allowed-networks=127.0.0.0/8",
					"--data-connections.shared-cache.timeout=5s",
					"--data-connections.shared-cache.enabled=" + redis.isPresent(),
					"--spring.data.redis.port=" + redis.map(RedisServer::port).orElse(0));
		other = replica.getBean(Client.class);
	}

	@AfterAll
	static void stopTheOther() {
		replica.close();
		redis.ifPresent(RedisServer::close);
	}

	@BeforeEach
	void awaitListening() {
		await().until(() -> listeners() >= 2);
	}

	@Test
	void deletedConnectionIsGoneOnTheOther() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		connection.store("[{\"id\":1}]");
		assertThat(ask(connection.path())).isEqualTo(200);
		connection.delete();
		await().until(() -> ask(connection.path()) == 404);
	}

	@Test
	void changedApiIsCalledByTheOther() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			api.then((call) -> new FakeApi.Given(200, "{\"called\":\"" + call.line() + "\"}", Map.of()));
			String connection = api.connection("/old/{id}", "{}");
			assertThat(query(connection).body()).contains("GET /old/1");
			assertThat(api.put(connection, api.details("/new/{id}", "{}")).status()).isEqualTo(200);
			await().until(() -> query(connection).body().contains("GET /new/1"));
		}
	}

	@Test
	void purgedAnswersAreNotGivenByTheOther() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			String connection = api.connection("/{id}", "{}");
			assertThat(query(connection).header("X-Cache")).isEqualTo("MISS");
			assertThat(query(connection).header("X-Cache")).isEqualTo("HIT");
			assertThat(this.client.send("DELETE", connection + "/cache", "").status()).isEqualTo(204);
			await().until(() -> "MISS".equals(query(connection).header("X-Cache")));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "UPDATE api_key SET revoked_at = now()", "UPDATE api_key SET expires_at = '2000-01-01'",
			"DELETE FROM api_key" })
	void keyThatIsRevokedByHandStopsWorking(String how) {
		String key = "a-key-that-is-revoked-0123456789-" + Integer.toHexString(how.hashCode());
		replica.getBean(Tenants.class).ensure(key, "its-brand");
		assertThat(askWith(key)).isEqualTo(200);
		this.jdbc.sql(how + " WHERE key_hash = sha256(?::bytea)").param(key).update();
		await().until(() -> askWith(key) == 422);
	}

	@Test
	void nothingIsBelievedForLongerThanASecondWhenTheListenerWasCut() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		connection.store("[{\"id\":1}]");
		NANOS.addAndGet(1);
		assertThat(ask(connection.path())).isEqualTo(200);
		// Unannounced, as if it were lost with the listener.
		this.jdbc.sql("ALTER TABLE data_connection DISABLE TRIGGER USER").update();
		try {
			connection.delete();
		}
		finally {
			this.jdbc.sql("ALTER TABLE data_connection ENABLE TRIGGER USER").update();
		}
		List<@Nullable Integer> cut = cutListeners();
		await().until(() -> listeners() >= 2 && cut.stream().noneMatch(listenerPids()::contains));
		assertThat(ask(connection.path())).isEqualTo(200);
		NANOS.addAndGet(Announcements.DELAY.toNanos());
		assertThat(ask(connection.path())).isEqualTo(404);
		TestConnection next = TestConnection.create(this.client, this.jdbc);
		next.store("[{\"id\":1}]");
		assertThat(ask(next.path())).isEqualTo(200);
		next.delete();
		await("it listens again").until(() -> ask(next.path()) == 404);
	}

	@Test
	void uploadsAreNotAnnounced() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		List<String> heard = new CopyOnWriteArrayList<>();
		replica.getBean(Announcements.class).remember("connection", (key) -> null, (text) -> {
			heard.add(text);
			return text;
		});
		connection.store("[{\"id\":1}]");
		this.client.send("PUT", connection.path(), "{\"description\":\"Nothing that is remembered\"}");
		connection.delete();
		await().until(() -> !heard.isEmpty());
		assertThat(heard).singleElement().asString().endsWith(connection.id().toString());
	}

	@Test
	void sharedMemoryAnswersWhenItsOwnIsOldAndItsOutageIsNotTold() throws IOException {
		RedisServer server = redis
			.orElseGet(() -> Assumptions.abort("NOT TESTED: the shared memory, since no redis-server can be started"));
		try (FakeApi api = new FakeApi(this.client)) {
			String connection = api.connection("/{id}", "{}");
			assertThat(query(connection).header("X-Cache")).isEqualTo("MISS");
			await().until(() -> {
				NANOS.addAndGet(Duration.ofMinutes(1).toNanos());
				return "HIT".equals(query(connection).header("X-Cache"));
			});
			int calls = api.calls().size();
			NANOS.addAndGet(Duration.ofMinutes(1).toNanos());
			assertThat(query(connection).header("X-Cache")).isEqualTo("HIT");
			assertThat(api.calls()).hasSize(calls);
			assertThat(this.client.send("DELETE", connection + "/cache", "").status()).isEqualTo(204);
			await().until(() -> "MISS".equals(query(connection).header("X-Cache")));
			server.kill();
			NANOS.addAndGet(Duration.ofMinutes(1).toNanos());
			assertThat(query(connection).header("X-Cache")).isEqualTo("MISS");
			assertThat(other.open("/actuator/health").status()).isEqualTo(200);
		}
	}

	@Test
	void nothingOfRedisIsThereUnlessItIsSwitchedOn(@Autowired ApplicationContext service) {
		assertThat(service.getBeanNamesForType(RedisConnectionFactory.class)).isEmpty();
		assertThat(service.getBeanDefinitionNames()).noneMatch((name) -> name.contains("edis"));
	}

	@Test
	void replicasThatStartTogetherMigrateOnce() {
		DriverManagerDataSource empty = TestDatabase.empty();
		Flyway flyway = Flyway.configure().dataSource(empty).locations("classpath:db/migration").load();
		List<CompletableFuture<MigrateResult>> replicas = IntStream.range(0, 4)
			.mapToObj((n) -> TestConnection.inBackground(flyway::migrate))
			.toList();
		assertThat(replicas).extracting((replica) -> replica.join().migrationsExecuted)
			.filteredOn((count) -> count > 0)
			.hasSizeGreaterThanOrEqualTo(1)
			.satisfies((counts) -> assertThat(counts.stream().mapToInt(Integer::intValue).sum())
				.isEqualTo(flyway.info().applied().length));
	}

	private int ask(String connection) {
		return query(connection).status();
	}

	private Answer query(String connection) {
		return other.send("POST", connection + "/query", "{\"primary_key\":1}");
	}

	private int askWith(String key) {
		return other
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + other.port() + "/api/data-connections/v1/connections"))
				.header("x-api-key", key)
				.header("x-brand-key", "its-brand")
				.build())
			.status();
	}

	private long listeners() {
		return listenerPids().size();
	}

	private List<@Nullable Integer> listenerPids() {
		return this.jdbc.sql("SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_backend_pid()'")
			.query(Integer.class)
			.list();
	}

	private List<@Nullable Integer> cutListeners() {
		List<@Nullable Integer> pids = listenerPids();
		pids.forEach((pid) -> this.jdbc.sql("SELECT pg_terminate_backend(?)").param(pid).query(Boolean.class).single());
		return pids;
	}

	@Import({ MovableClock.class, Client.Configuration.class })
	static class OtherReplica {

		@Bean
		@Primary
		Ticker heldTicker() {
			return NANOS::get;
		}

	}

}
