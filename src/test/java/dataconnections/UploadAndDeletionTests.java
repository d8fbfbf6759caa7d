package dataconnections;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import dataconnections.row.Sweepers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What meets the deletion of its connection is either refused, or stored and then deleted
 * with it; never is a row left of which nobody knows.
 */
@ServiceTest
class UploadAndDeletionTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int COMMIT = 4711;

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private ApplicationContext service;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":\"a\"}]");
	}

	@AfterEach
	void takeTriggerAway() {
		this.jdbc.sql("DROP FUNCTION IF EXISTS wait_at_commit CASCADE").update();
	}

	@Test
	void uploadWhoseBodyOutlivesItsConnectionIsRefused() {
		try (OpenUpload upload = OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data",
				"application/x-ndjson", null)) {
			upload.send("{\"id\":1}\n");
			assertThat(this.connection.delete().status()).isEqualTo(204);
			String answer = upload.send("{\"id\":2}\n").end().answer();
			assertThat(answer).startsWith("HTTP/1.1 404").contains("There is no such connection.");
		}
		assertThat(this.connection.count("row")).isOne();
		assertPurged();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			POST~/upload_data~[{"id":"a"},{"id":"b"}]
			POST~/upload_data~{"data":[{"id":"b"}],"batch_completed":false}
			PUT~/update_data~[{"primary_key":"b","data":{}}]
			PATCH~/update_data~[{"primary_key":"a","data":{"v":1}}]
			DELETE~/delete_data~["a"]
			""")
	void whatIsWrittenWhileTheConnectionIsBeingDeletedIsRefused(String method, String call, String body) {
		CompletableFuture<Answer> change;
		try (Pin deletion = Pin.on(this.dataSource, "UPDATE data_connection SET deleted_at = now() WHERE id = ?",
				this.connection.id())) {
			change = inBackground(() -> this.connection.send(method, call, body));
			deletion.awaitBehind(1);
		}
		assertThat(change).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(404));
		assertThat(this.connection.values("v")).as("nothing has changed").containsExactly((String) null);
		assertThat(this.connection.count("batch") + this.connection.count("staged_row")).isZero();
		assertPurged();
	}

	@Test
	void deletionWaitsForAnUploadThatIsBeingCommittedAndTakesItsRowsAlong() {
		waitAtCommit();
		CompletableFuture<Answer> upload;
		CompletableFuture<Answer> deletion;
		try (Pin pin = Pin.on(this.dataSource, "SELECT pg_advisory_xact_lock(" + COMMIT + ")")) {
			upload = inBackground(() -> this.connection.upload("[{\"id\":\"b\"}]"));
			pin.awaitBehind(1);
			deletion = inBackground(this.connection::delete);
			pin.awaitBehind(2);
		}
		assertThat(upload).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
		assertThat(deletion).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(204));
		assertThat(this.connection.count("row")).isEqualTo(2);
		assertPurged();
	}

	@Test
	void purgeThatMeetsAnUploadPassesOverItsRowsAndComesAgain() {
		CompletableFuture<Answer> upload;
		try (Pin pin = Pin.onRecord(this.dataSource, this.connection, "a")) {
			upload = inBackground(() -> this.connection.upload("[{\"id\":\"0\"},{\"id\":\"a\"}]"));
			pin.awaitBehind(1);
			assertThat(this.connection.delete().status()).isEqualTo(204);
			assertThat(inBackground(Sweepers.of(this.service, 5000))).succeedsWithin(PATIENCE);
			assertThat(this.connection.isKnown()).as("a row is locked").isTrue();
		}
		assertThat(upload).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(404));
		assertPurged();
	}

	@Test
	void uploadsRacingWithDeletionLeaveNothing() {
		for (int round = 0; round < 20; round++) {
			TestConnection raced = TestConnection.create(this.client, this.jdbc);
			String batch = UUID.randomUUID().toString();
			CompletableFuture<Answer> upload = inBackground(() -> raced.upload("[{\"id\":1},{\"id\":2}]"));
			CompletableFuture<Answer> part = inBackground(() -> raced
				.upload("{\"batch_uuid\":\"" + batch + "\",\"batch_completed\":false,\"data\":[{\"id\":3}]}"));
			CompletableFuture<Answer> deletion = inBackground(raced::delete);
			assertThat(upload.join().status()).isIn(200, 404);
			assertThat(part.join().status()).isIn(200, 404);
			assertThat(deletion.join().status()).isEqualTo(204);
			assertThat(raced.count("row")).isEqualTo((upload.join().status() == 200) ? 2 : 0);
			assertThat(raced.count("staged_row")).isEqualTo((part.join().status() == 200) ? 1 : 0);
			Sweepers.of(this.service, 5000).run();
			assertThat(raced.traces()).isZero();
			assertThat(raced.isKnown()).isFalse();
		}
	}

	private void assertPurged() {
		assertThat(this.client.get(this.connection.path()).status()).isEqualTo(404);
		Sweepers.of(this.service, 5000).run();
		assertThat(this.connection.traces()).isZero();
		assertThat(this.connection.isKnown()).isFalse();
	}

	/**
	 * Lets whoever writes rows of the connection wait for a lock when all else is done.
	 */
	private void waitAtCommit() {
		this.jdbc.sql("""
				CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql
				AS 'BEGIN PERFORM pg_advisory_xact_lock(%d); RETURN NULL; END'""".formatted(COMMIT)).update();
		this.jdbc.sql("""
				CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON row DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
				WHEN (NEW.connection_id = '%s') EXECUTE FUNCTION wait_at_commit()""".formatted(this.connection.id()))
			.update();
	}

}
