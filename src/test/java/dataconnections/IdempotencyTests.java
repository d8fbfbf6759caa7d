package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** A request that is sent again under its Idempotency-Key is done once. */
@ServiceTest
class IdempotencyTests {

	private static final String HEADER = "Idempotency-Key";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Tenants tenants;

	private final String key = UUID.randomUUID().toString();

	private String name;

	@BeforeEach
	void choose() {
		this.name = "Once " + this.key;
	}

	@Test
	void connectionThatIsCreatedAgainIsTheFirstOne() {
		Answer first = create(this.key);
		Answer again = create(this.key);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		assertThat(first.header("Idempotency-Replayed")).isEmpty();
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
		assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
		assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
		assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
		assertThat(connections()).isOne();
		create("another " + this.key);
		assertThat(connections()).isEqualTo(2);
	}

	@Test
	void withoutTheKeyEachRequestIsDone() {
		create("");
		create("");
		assertThat(connections()).isEqualTo(2);
	}

	@Test
	void referenceThatIsAddedAgainIsAnsweredAsAtFirst() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		String reference = "{\"reference_type\":\"mail\",\"reference_id\":\"1\"}";
		Answer first = named("POST", connection.path() + "/references", reference);
		assertThat(connection.send("POST", "/references", reference).status()).isEqualTo(200);
		Answer again = named("POST", connection.path() + "/references", reference);
		assertThat(again.status()).isEqualTo(first.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(first.body());
	}

	@Test
	void uploadThatIsSentAgainIsReadAndChangesNothing() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		String rows = IntStream.range(0, 20_000).mapToObj((n) -> "{\"id\":" + n + "}\n").collect(joining());
		Answer first = upload(connection, bytes(rows));
		assertThat(first.body()).contains("\"rows_inserted\":20000");
		connection.send("DELETE", "/delete_data", "[0]");
		Answer again = upload(connection, bytes(rows));
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(connection.recordCount()).isEqualTo(19_999);
		assertThat(upload(connection, gzip(rows), "Content-Encoding", "gzip").body()).as("the same rows, zipped")
			.isEqualTo(first.body());
		assertReused(upload(connection, bytes(rows + "\n")));
		assertThat(connection.recordCount()).isEqualTo(19_999);
	}

	@Test
	void partOfABatchThatIsSentAgainIsStagedOnce() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		String part = "{\"batch_completed\":false,\"data\":[{\"id\":1}]}";
		Answer first = named("POST", connection.path() + "/upload_data", part);
		Answer again = named("POST", connection.path() + "/upload_data", part);
		assertThat(again.body()).as("the generated batch too").isEqualTo(first.body());
		assertThat(connection.count("staged_row")).isOne();
	}

	@Test
	void sameBodyWithAnotherQueryIsAnotherRequest() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		assertThat(named("POST", connection.path() + "/upload_data", "[{\"id\":1}]").status()).isEqualTo(200);
		assertReused(named("POST", connection.path() + "/upload_data?ttl_seconds=60", "[{\"id\":1}]"));
	}

	@Test
	void anotherRequestUnderTheSameKeyIsRefusedAndNotDone() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		create(this.key);
		assertReused(named("POST", "/connections", body("Another")));
		assertReused(named("POST", connection.path() + "/upload_data", "[{\"id\":1}]"));
		assertReused(this.client.send("POST", "/connections", "application/problem+json", bytes(body(this.name)),
				HEADER, this.key));
		assertThat(connections()).isOne();
		assertThat(connection.traces()).isZero();
	}

	@Test
	void keyOfAnotherBrandIsAnotherKey() {
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
		Answer mine = create(this.key);
		Answer foreign = this.client.send(java.net.http.HttpRequest
			.newBuilder(java.net.URI
				.create("http://localhost:" + this.client.port() + "/api/data-connections/v1/connections"))
			.POST(java.net.http.HttpRequest.BodyPublishers.ofString(body(this.name)))
			.headers("x-api-key", Brands.OTHER_API_KEY, "x-brand-key", Brands.OTHER_BRAND_KEY, "Content-Type",
					"application/json", HEADER, this.key)
			.build());
		assertThat(foreign.status()).isEqualTo(201);
		assertThat(foreign.header("Idempotency-Replayed")).isEmpty();
		assertThat(foreign.body()).isNotEqualTo(mine.body());
	}

	@Test
	void whileTheFirstIsUnderWayTheSecondIsToldToComeAgain() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		connection.store("[{\"id\":1}]");
		CompletableFuture<Answer> first;
		try (Pin pin = Pin.onRecord(this.dataSource, connection, "1")) {
			first = inBackground(() -> named("POST", connection.path() + "/upload_data", "[{\"id\":1},{\"id\":2}]"));
			pin.awaitBehind(1);
			Answer second = named("POST", connection.path() + "/upload_data", "[{\"id\":1},{\"id\":2}]");
			assertThat(second.status()).as(second.body()).isEqualTo(409);
			assertThat(second.header("Retry-After")).isEqualTo("1");
			assertThat(second.json().path("type").asString()).isEqualTo("urn:data-connections:problem:conflict");
		}
		assertThat(first.join().body()).contains("\"rows_inserted\":1,\"rows_updated\":1");
		assertThat(named("POST", connection.path() + "/upload_data", "[{\"id\":1},{\"id\":2}]").body())
			.isEqualTo(first.join().body());
	}

	@Test
	void ofManyAtOnceOneIsDone() {
		List<CompletableFuture<Answer>> sent = IntStream.range(0, 20)
			.mapToObj((n) -> inBackground(() -> create(this.key)))
			.toList();
		assertThat(sent).extracting((answer) -> answer.join().status()).isSubsetOf(201, 409).contains(201);
		assertThat(connections()).isOne();
	}

	/**
	 * The lease of the first ends while it works: its place is taken, and it comes to
	 * nothing.
	 */
	@Test
	void attemptThatWasTakenForDeadComesToNothing() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		connection.store("[{\"id\":1}]");
		CompletableFuture<Answer> first;
		CompletableFuture<Answer> second;
		try (Pin pin = Pin.onRecord(this.dataSource, connection, "1")) {
			first = inBackground(() -> named("POST", connection.path() + "/upload_data", "[{\"id\":1},{\"id\":2}]"));
			pin.awaitBehind(1);
			this.clock.move(Duration.ofSeconds(31));
			second = inBackground(() -> named("POST", connection.path() + "/upload_data", "[{\"id\":1},{\"id\":2}]"));
			pin.awaitBehind(2);
		}
		assertThat(List.of(first.join().status(), second.join().status())).containsExactly(409, 200);
		assertThat(connection.recordCount()).isEqualTo(2);
	}

	@Test
	void whatWasRefusedOrFailedMayBeSentAgainCorrected() {
		assertThat(named("POST", "/connections", "{\"name\":\"x\"}").status()).isEqualTo(422);
		assertThat(named("POST", "/connections", "{").status()).isEqualTo(400);
		failOnce("53300");
		try {
			assertThat(create(this.key).status()).isEqualTo(503);
			assertThat(connections()).isZero();
		}
		finally {
			this.jdbc.sql("DROP FUNCTION fail_once CASCADE").update();
		}
		Answer first = create(this.key);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		assertThat(first.header("Idempotency-Replayed")).isEmpty();
		assertThat(connections()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "é", "a\u00a0b", "LONG", "HUGE" })
	void keyThatIsNoneIsRefused(String text) {
		String sent = switch (text) {
			case "LONG" -> "x".repeat(256);
			case "HUGE" -> "x".repeat(10_240);
			default -> text;
		};
		String head = HEADER + ": " + sent;
		assertThat(raw(head)).startsWith("HTTP/1.1 422").contains("\"loc\":[\"header\",\"Idempotency-Key\"]");
		assertThat(connections()).isZero();
	}

	@Test
	void emptyOrRepeatedKeyIsRefusedAndTheLongestIsTaken() {
		assertThat(raw(HEADER + ": ")).startsWith("HTTP/1.1 422");
		assertThat(raw(HEADER + ": a\r\n" + HEADER + ": a")).startsWith("HTTP/1.1 422");
		assertThat(connections()).isZero();
		assertThat(create("~".repeat(255 - this.key.length()) + this.key).status()).isEqualTo(201);
	}

	@Test
	void answerIsKeptForADayAndEncrypted() {
		Answer first = create(this.key);
		assertThat(this.jdbc.sql("SELECT body FROM idempotency_key WHERE key = ?")
			.param(this.key)
			.query((rs, n) -> new String(rs.getBytes(1), StandardCharsets.ISO_8859_1))
			.single()).doesNotContain("primary_key", this.name);
		this.clock.move(Duration.ofHours(24).minusSeconds(1));
		assertThat(create(this.key).body()).isEqualTo(first.body());
		this.clock.move(Duration.ofSeconds(1));
		assertThat(create(this.key).body()).isNotEqualTo(first.body());
		assertThat(connections()).isEqualTo(2);
	}

	@Test
	void callThatDoesNotTakeTheKeyIsDoneEachTime() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		String rows = "[{\"primary_key\":1,\"data\":{}}]";
		assertThat(named("PUT", connection.path() + "/update_data", rows).body()).contains("\"rows_inserted\":1");
		assertThat(named("PUT", connection.path() + "/update_data", rows).body()).contains("\"rows_updated\":1");
	}

	private Answer create(String idempotencyKey) {
		return idempotencyKey.isEmpty() ? this.client.send("POST", "/connections", body(this.name))
				: this.client.send("POST", "/connections", body(this.name), HEADER, idempotencyKey);
	}

	private Answer named(String method, String path, String json) {
		return this.client.send(method, path, json, HEADER, this.key);
	}

	private Answer upload(TestConnection connection, byte[] rows, String... headers) {
		String[] all = java.util.stream.Stream
			.concat(java.util.stream.Stream.of(HEADER, this.key), java.util.stream.Stream.of(headers))
			.toArray(String[]::new);
		return this.client.send("POST", connection.path() + "/upload_data", "application/x-ndjson", rows, all);
	}

	/** Headers that the JDK's client would not send. */
	private String raw(String lines) {
		try (OpenUpload request = OpenUpload.beginFramed(this.client.port(), "/connections", "application/json",
				"Content-Length: " + body(this.name).length() + "\r\n" + lines + "\r\n")) {
			return request.send(body(this.name)).answer();
		}
	}

	private void failOnce(String state) {
		this.jdbc.sql("""
				CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
				RAISE EXCEPTION ''as planned'' USING ERRCODE = ''%s''; END'""".formatted(state)).update();
		this.jdbc.sql("""
				CREATE TRIGGER fail_once BEFORE INSERT ON data_connection FOR EACH ROW
				WHEN (NEW.name = '%s') EXECUTE FUNCTION fail_once()""".formatted(this.name)).update();
	}

	private long connections() {
		return this.jdbc.sql("SELECT count(*) FROM data_connection WHERE name = ?")
			.param(this.name)
			.query(Long.class)
			.single();
	}

	private static String body(String name) {
		return "{\"name\":\"" + name + "\",\"primary_key\":\"id\"}";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(bytes(text));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return zipped.toByteArray();
	}

	private static void assertReused(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo("idempotency_key_reused");
	}

}
