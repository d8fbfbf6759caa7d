package dataconnections;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service's process is killed at the worst moments, between the deed and its answer:
 * the same request sent again is done once in all.
 */
@ServiceTest
class IdempotencyKillTests {

	private static final String APPLICATION = "killed once";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private Environment environment;

	@Autowired
	private MovableClock clock;

	private final String committed = UUID.randomUUID().toString();

	private final String undone = UUID.randomUUID().toString();

	@AfterEach
	void repair() {
		this.jdbc.sql("DROP FUNCTION IF EXISTS wait_at_commit CASCADE").update();
	}

	@Test
	void killedBetweenTheDeedAndItsAnswerTheDeedIsDoneOnce() {
		waitAtCommit();
		try (ServiceProcess service = start()) {
			try (Pin pin = Pin.on(this.dataSource, "SELECT pg_advisory_xact_lock(4711)")) {
				CompletableFuture<?> both = CompletableFuture.allOf(inBackground(() -> create(service, this.committed)),
						inBackground(() -> create(service, this.undone)));
				pin.awaitBehind(2);
				service.kill();
				assertThat(terminate(this.undone)).isOne();
				pin.awaitBehind(1);
				assertThat(both.handle((answers, failure) -> "left alone").join()).isEqualTo("left alone");
			}
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> connections(this.committed) == 1);
		repair();
		adjustClock();
		Answer replayed = create(this.committed);
		assertThat(replayed.status()).as(replayed.body()).isEqualTo(201);
		assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
		String made = replayed.json().path("data_connection_uuid").asString();
		assertThat(this.client.get("/connections/" + made).json().path("name").asString()).isEqualTo(this.committed);
		Answer tooEarly = create(this.undone);
		assertThat(tooEarly.status()).as("its process may still be alive").isEqualTo(409);
		assertThat(tooEarly.header("Retry-After")).isNotEmpty();
		this.clock.move(Duration.ofSeconds(60));
		assertThat(create(this.undone).status()).isEqualTo(201);
		assertThat(create(this.undone).header("Idempotency-Replayed")).isEqualTo("true");
		assertThat(connections(this.committed)).isOne();
		assertThat(connections(this.undone)).isOne();
	}

	/** The process had the time of the machine, this service has that of the test. */
	private void adjustClock() {
		Duration apart = Duration.between(Instant.now(), this.clock.instant());
		this.jdbc
			.sql("UPDATE idempotency_key SET expires_at = expires_at + ? * interval '1 second' WHERE key IN (?, ?)")
			.params(apart.toSeconds(), this.committed, this.undone)
			.update();
	}

	/** Where the deed is done, but not committed, a lock lets the transaction wait. */
	private void waitAtCommit() {
		this.jdbc.sql("""
				CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
				PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END'""").update();
		this.jdbc
			.sql("""
					CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON data_connection DEFERRABLE INITIALLY DEFERRED
					FOR EACH ROW WHEN (NEW.name IN ('%s', '%s')) EXECUTE FUNCTION wait_at_commit()"""
				.formatted(this.committed, this.undone))
			.update();
	}

	/** Ends the transaction in which a key is written. */
	private long terminate(String key) {
		return this.jdbc.sql("""
				SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
				WHERE application_name = ? AND backend_xid::text = (
					SELECT xmax::text FROM idempotency_key WHERE key = ?)""")
			.params(APPLICATION, key)
			.query(Long.class)
			.single();
	}

	private ServiceProcess start() {
		String url = TestDatabase.url();
		return ServiceProcess.start(
				"spring.datasource.url=" + url + (url.contains("?") ? "&" : "?") + "ApplicationName=killed%20once",
				"spring.datasource.username=" + this.environment.getProperty("spring.datasource.username"),
				"spring.datasource.password=" + this.environment.getProperty("spring.datasource.password"),
				"data-connections.bootstrap.api-key=" + Client.API_KEY,
				"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY,
				"data-connections.encryption.key=" + this.environment.getProperty("data-connections.encryption.key"),
				"data-connections.row.sweep-interval=1h", "data-connections.idempotency.sweep-interval=1h");
	}

	private void create(ServiceProcess service, String key) {
		String body = body(key);
		try (OpenUpload request = OpenUpload.begin(service.port(), "/connections", "application/json",
				(long) body.length(), "Idempotency-Key: " + key)) {
			request.send(body).answer();
		}
	}

	private Answer create(String key) {
		return this.client.send("POST", "/connections", body(key), "Idempotency-Key", key);
	}

	private long connections(String name) {
		return this.jdbc.sql("SELECT count(*) FROM data_connection WHERE name = ?")
			.param(name)
			.query(Long.class)
			.single();
	}

	private static String body(String name) {
		return "{\"name\":\"" + name + "\",\"primary_key\":\"id\"}";
	}

}
