package dataconnections;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dataconnections.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static dataconnections.TestConnection.inBackground;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database that fails in the middle of an upload: nothing is stored, and the next one
 * works.
 */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseFailureTests {

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	@Qualifier("uploads")
	private HikariDataSource uploads;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":\"a\",\"v\":\"old\"}]");
	}

	@AfterEach
	void repair() {
		this.jdbc.sql("DROP FUNCTION IF EXISTS fail_upload CASCADE").update();
		this.jdbc.sql("DROP FUNCTION IF EXISTS wait_at_commit CASCADE").update();
		this.jdbc.sql("DROP SEQUENCE IF EXISTS failures").update();
	}

	@Test
	void databaseConnectionThatIsCutWhileTheBodyArrives() {
		String rows = IntStream.range(0, 20_000).mapToObj((n) -> "{\"id\":" + n + "}\n").collect(joining());
		try (OpenUpload upload = OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data",
				"application/x-ndjson", null)) {
			upload.send(rows);
			await().until(() -> terminate("query LIKE 'COPY arriving_row%' AND wait_event = 'ClientRead'") == 1);
			String answer = upload.send(rows).end().answer();
			assertThat(answer).startsWith("HTTP/1.1 503")
				.containsIgnoringCase("Retry-After: 5")
				.contains("urn:data-connections:problem:unavailable");
		}
		assertNothingHappened();
	}

	@ParameterizedTest
	@ValueSource(strings = { "pg_terminate_backend", "pg_cancel_backend" })
	void databaseConnectionThatIsCutDuringPublication(String how) {
		CompletableFuture<Answer> upload;
		try (Pin pin = Pin.onRecord(this.dataSource, this.connection, "a")) {
			upload = inBackground(() -> this.connection.upload("[{\"id\":\"0\"},{\"id\":\"a\"}]"));
			pin.awaitBehind(1);
			assertThat(this.jdbc
				.sql("SELECT " + how
						+ "(pid) FROM pg_stat_activity WHERE query LIKE '%INTO row%' AND wait_event_type = 'Lock'")
				.query(Boolean.class)
				.list()).containsExactly(true);
			assertUnavailable(upload.join());
		}
		assertNothingHappened();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"primary_key\":\"a\"}", "{\"primary_keys\":[\"a\"]}", "{}" })
	void databaseConnectionThatIsCutDuringALookUp(String query) {
		assertThat(this.connection.query(query).status()).isEqualTo(200);
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("LOCK TABLE row IN ACCESS EXCLUSIVE MODE").update();
			CompletableFuture<Answer> answer = inBackground(() -> this.connection.query(query));
			await().until(() -> terminate("query LIKE 'SELECT %FROM row%' AND wait_event_type = 'Lock'") == 1);
			assertUnavailable(answer.join());
		});
		assertNothingHappened();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			api_key         | POST   | /keys       | {"name":"Cut off","scope":"query"}
			data_connection | POST   | /connections| {"name":"Cut off","primary_key":"id"}
			data_connection | PUT    | %s          | {"name":"Cut off"}
			data_connection | DELETE | %s          |
			reference       | POST   | %s/references | {"reference_type":"mail","reference_id":"cut off"}
			""")
	void databaseConnectionThatIsCutDuringAnotherDeed(String table, String method, String path, String body,
			CapturedOutput output) {
		CompletableFuture<Answer> answer;
		try (Pin pin = Pin.on(this.dataSource, "LOCK TABLE " + table + " IN SHARE MODE")) {
			answer = inBackground(
					() -> this.client.send(method, path.formatted(this.connection.path()), Objects.toString(body, "")));
			pin.awaitBehind(1);
			assertThat(terminate("wait_event_type = 'Lock'")).isOne();
			assertUnavailable(answer.join());
		}
		assertThat(output.toString()).doesNotContain("overridden by rollback");
		assertNothingHappened();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			POST | /upload_data | [{"id":"a","v":"lost"}]
			POST | /delete_data | ["a"]
			PUT  | ''           | {"name":"Cut off"}
			""")
	void databaseConnectionThatIsCutDuringTheCommit(String method, String path, String body, CapturedOutput output) {
		waitAtCommit();
		CompletableFuture<Answer> answer;
		try (Pin pin = Pin.on(this.dataSource, "SELECT pg_advisory_xact_lock(4711)")) {
			answer = inBackground(() -> this.connection.send(method, path, body));
			pin.awaitBehind(1);
			assertThat(terminate("wait_event = 'advisory'")).isOne();
			assertUnavailable(answer.join());
		}
		assertThat(output.toString()).doesNotContain("overridden by rollback");
		repair();
		assertNothingHappened();
	}

	@ParameterizedTest
	@CsvSource({ "53100,disk full", "25006,read-only after a failover", "55P03,lock timeout", "57014,statement timeout",
			"40001,serialization failure", "40P01,deadlock", "57P03,starting up", "53300,too many connections",
			"08006,connection lost" })
	void databaseThatRefusesForNowIsUnavailable(String state, String why) {
		failWith(state, Integer.MAX_VALUE);
		for (String[] call : new String[][] { { "POST", "/upload_data", "[{\"id\":\"0\"},{\"id\":\"a\"}]" },
				{ "PUT", "/update_data", "[{\"primary_key\":\"a\",\"data\":{}}]" },
				{ "PATCH", "/update_data", "[{\"primary_key\":\"a\",\"data\":{\"v\":1}}]" },
				{ "POST", "/delete_data", "[\"a\"]" } }) {
			assertUnavailable(this.connection.send(call[0], call[1], call[2]));
		}
		repair();
		assertNothingHappened();
	}

	@Test
	void failureThatIsNoOutageTellsNothing() {
		failWith("XX000", Integer.MAX_VALUE);
		Answer answer = this.connection.upload("[{\"id\":\"a\"}]");
		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.body()).doesNotContain("as planned", "row", "SQL");
		repair();
		assertNothingHappened();
	}

	@Test
	void deadlockIsTriedAgainAndEachRowCountedOnce() {
		failWith("40P01", 2);
		Answer upload = this.connection.upload("[{\"id\":\"0\"},{\"id\":\"a\",\"v\":\"new\"}]");
		assertThat(upload.body()).contains("\"rows_inserted\":1,\"rows_updated\":1");
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row")).isEqualTo(2);
		repair();
		failWith("40P01", 2);
		Answer patch = this.connection.send("PATCH", "/update_data",
				"""
						[{"primary_key":"a","data":{"n":1}},{"primary_key":"a","data":{"m":2}},{"primary_key":"b","data":{}}]""");
		assertThat(patch.body()).isEqualTo("{\"rows_updated\":1,\"missing\":[\"b\"]}");
		assertThat(this.connection.values("m")).containsExactly(null, "2");
		repair();
		failWith("40001", 2);
		assertThat(this.connection.send("POST", "/delete_data", "[\"0\",\"a\",\"b\"]").body())
			.isEqualTo("{\"rows_deleted\":2,\"missing\":[\"b\"]}");
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row")).isZero();
	}

	private long terminate(String which) {
		return this.jdbc.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE " + which)
			.query(Long.class)
			.single();
	}

	/**
	 * Whoever changes the connection, or counts its records, waits for a lock in the
	 * commit.
	 */
	private void waitAtCommit() {
		this.jdbc.sql("""
				CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
				PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END'""").update();
		this.jdbc.sql("""
				CREATE CONSTRAINT TRIGGER wait_at_commit AFTER UPDATE ON data_connection DEFERRABLE INITIALLY DEFERRED
				FOR EACH ROW WHEN (NEW.id = '%s') EXECUTE FUNCTION wait_at_commit()""".formatted(this.connection.id()))
			.update();
	}

	/** Lets the first so many changes of record "a" fail. */
	private void failWith(String state, int times) {
		this.jdbc.sql("CREATE SEQUENCE failures").update();
		this.jdbc.sql("""
				CREATE FUNCTION fail_upload() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
				IF nextval(''failures'') <= %d THEN RAISE EXCEPTION ''as planned'' USING ERRCODE = ''%s''; END IF;
				RETURN COALESCE(NEW, OLD); END'""".formatted(times, state)).update();
		for (String change : new String[] { "INSERT", "UPDATE", "DELETE" }) {
			this.jdbc
				.sql("""
						CREATE TRIGGER fail_%1$s BEFORE %1$s ON row FOR EACH ROW
						WHEN (%3$s.connection_id = '%2$s' AND %3$s.key = 'a') EXECUTE FUNCTION fail_upload()"""
					.formatted(change, this.connection.id(), "DELETE".equals(change) ? "OLD" : "NEW"))
				.update();
		}
	}

	private static void assertUnavailable(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("5");
		assertThat(answer.json().path("type").asString()).isEqualTo("urn:data-connections:problem:unavailable");
		assertThat(answer.body()).doesNotContain("as planned");
	}

	private void assertNothingHappened() {
		await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 0);
		assertThat(this.connection.values("v")).containsExactly("old");
		assertThat(this.connection.recordCount()).isOne();
		this.connection.store("[{\"id\":\"a\",\"v\":\"new\"}]");
		assertThat(this.connection.values("v")).containsExactly("new");
		assertThat(this.connection.recordCount()).isOne();
	}

}
