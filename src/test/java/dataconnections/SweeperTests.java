package dataconnections;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import dataconnections.row.Sweepers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.context.ApplicationContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class SweeperTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String FIVE_OF_A_MINUTE = """
			{"data":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e"}],"ttl_seconds":60}""";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private ApplicationContext service;

	@Autowired
	private MovableClock clock;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		sweeper(5000).run();
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	@AfterEach
	void takeTriggersAway() {
		this.jdbc.sql("DROP FUNCTION IF EXISTS note_chunk, refuse_deletion CASCADE").update();
		this.jdbc.sql("DROP TABLE IF EXISTS chunk").update();
	}

	@Test
	void expiredRowsGoAndAreCountedOff() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.connection.store("{\"data\":[{\"id\":\"e\"},{\"id\":\"f\"}],\"ttl_seconds\":61}");
		this.connection.store("[{\"id\":\"g\"}]");
		this.clock.move(Duration.ofSeconds(59));
		sweeper(5000).run();
		assertThat(this.connection.values("id")).containsExactly("a", "b", "c", "d", "e", "f", "g");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(this.connection.recordCount()).isEqualTo(7);
		sweeper(5000).run();
		assertThat(this.connection.values("id")).containsExactly("e", "f", "g");
		assertThat(this.connection.recordCount()).isEqualTo(3);
		this.clock.move(Duration.ofSeconds(1));
		sweeper(5000).run();
		assertThat(this.connection.values("id")).containsExactly("g");
		assertThat(this.connection.recordCount()).isOne();
	}

	@Test
	void expiredRowsGoInChunksEachItsOwnTransaction() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.clock.move(Duration.ofSeconds(60));
		noteChunks();
		sweeper(2).run();
		assertThat(chunks()).containsExactly(2L, 2L, 1L);
		assertThat(this.connection.recordCount()).isZero();
	}

	@Test
	void twoSweepersAtOnceCountEachRowOnce() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.connection.store("[{\"id\":\"f\"},{\"id\":\"g\"}]");
		this.clock.move(Duration.ofSeconds(60));
		CompletableFuture<Void> first;
		CompletableFuture<Void> second;
		try (Pin pin = onSummary()) {
			first = inBackground(sweeper(3));
			pin.awaitBehind(1);
			second = inBackground(sweeper(3));
			pin.awaitBehind(2);
		}
		assertThat(first).succeedsWithin(PATIENCE);
		assertThat(second).succeedsWithin(PATIENCE);
		assertThat(this.connection.values("id")).containsExactly("f", "g");
		assertThat(this.connection.recordCount()).isEqualTo(2);
	}

	@Test
	void keyThatReturnsWhileItIsSweptIsKeptAndCountedOnce() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.clock.move(Duration.ofSeconds(60));
		CompletableFuture<Void> sweep;
		CompletableFuture<Answer> upload;
		try (Pin pin = onSummary()) {
			sweep = inBackground(sweeper(5000));
			pin.awaitBehind(1);
			upload = inBackground(() -> this.connection.upload("[{\"id\":\"c\",\"v\":\"new\"}]"));
			pin.awaitBehind(2);
		}
		assertThat(sweep).succeedsWithin(PATIENCE);
		assertThat(upload).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.body()).contains("\"rows_inserted\":1,\"rows_updated\":0"));
		assertThat(this.connection.values("v")).containsExactly("new");
		assertThat(this.connection.recordCount()).isOne();
	}

	@Test
	void keyThatIsReturningIsNotSwept() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.clock.move(Duration.ofSeconds(60));
		CompletableFuture<Answer> upload;
		CompletableFuture<Void> sweep;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			upload = inBackground(
					() -> this.connection.upload("{\"data\":[{\"id\":\"c\",\"v\":\"new\"}],\"ttl_seconds\":60}"));
			pin.awaitBehind(1);
			sweep = inBackground(sweeper(5000));
			pin.awaitBehind(2);
		}
		assertThat(sweep).succeedsWithin(PATIENCE);
		assertThat(upload).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.body()).contains("\"rows_inserted\":1,\"rows_updated\":0"));
		assertThat(this.connection.values("v")).containsExactly("new");
		assertThat(this.connection.recordCount()).isOne();
		this.clock.move(Duration.ofSeconds(60));
		sweeper(5000).run();
		assertThat(this.connection.count("row")).as("its new expiry is not forgotten").isZero();
		assertThat(this.connection.recordCount()).isZero();
	}

	@Test
	void batchUntouchedForADayIsDropped() {
		UUID batch = UUID.randomUUID();
		keep(batch, "[{\"id\":1},{\"id\":2}]");
		UUID touched = UUID.randomUUID();
		keep(touched, "[{\"id\":3}]");
		this.clock.move(Duration.ofHours(24));
		keep(touched, "[{\"id\":4}]");
		sweeper(5000).run();
		assertThat(this.connection.count("batch")).isEqualTo(2);
		this.clock.move(Duration.ofMillis(1));
		sweeper(5000).run();
		assertThat(this.connection.count("batch")).isOne();
		assertThat(this.connection.count("staged_row")).isEqualTo(2);
		assertThat(complete(batch)).contains("\"rows_inserted\":0,\"rows_updated\":0");
		assertThat(complete(touched)).contains("\"rows_inserted\":2,\"rows_updated\":0");
		assertThat(this.connection.traces()).as("two rows and their summary").isEqualTo(3);
	}

	@Test
	void batchThatIsBeingCompletedIsNotDropped() {
		UUID batch = UUID.randomUUID();
		keep(batch, "[{\"id\":1},{\"id\":2}]");
		this.clock.move(Duration.ofHours(25));
		CompletableFuture<String> completion;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			completion = inBackground(() -> complete(batch));
			pin.awaitBehind(1);
			assertThat(inBackground(sweeper(5000))).as("it passes over the batch").succeedsWithin(PATIENCE);
		}
		assertThat(completion).succeedsWithin(PATIENCE).asString().contains("\"rows_inserted\":2");
		assertThat(this.connection.values("id")).containsExactly("1", "2");
	}

	@Test
	void allOfADeletedConnectionIsPurgedInChunksAndForgotten() {
		this.connection.store(FIVE_OF_A_MINUTE);
		keep(UUID.randomUUID(), "[{\"id\":1},{\"id\":2},{\"id\":3}]");
		TestConnection other = TestConnection.create(this.client, this.jdbc);
		other.store("[{\"id\":\"a\"}]");
		assertThat(this.connection.delete().status()).isEqualTo(204);
		assertThat(this.connection.count("row")).as("deleted in the background").isEqualTo(5);
		noteChunks();
		sweeper(2).run();
		assertThat(chunks()).containsExactly(2L, 2L, 1L);
		assertThat(this.connection.traces()).isZero();
		assertThat(this.connection.isKnown()).isFalse();
		assertThat(other.values("id")).containsExactly("a");
	}

	@Test
	void purgeIsToldOfOnlyWhenThereWereRows(CapturedOutput output) {
		this.connection.delete();
		sweeper(5000).run();
		assertThat(this.connection.isKnown()).isFalse();
		assertThat(output).doesNotContain("Purged");
		TestConnection other = TestConnection.create(this.client, this.jdbc);
		other.store(FIVE_OF_A_MINUTE);
		other.delete();
		sweeper(5000).run();
		assertThat(output).contains("Purged 5 rows of a deleted connection");
	}

	@Test
	void interruptedPurgeGoesOnAndKeepsNoOtherWaiting() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.connection.delete();
		TestConnection other = TestConnection.create(this.client, this.jdbc);
		other.store("[{\"id\":\"a\"}]");
		other.delete();
		refuseDeletion("d");
		sweeper(2).run();
		assertThat(this.connection.values("id")).as("what was purged before stays so").containsExactly("c", "d", "e");
		assertThat(this.connection.isKnown()).isTrue();
		assertThat(other.isKnown()).isFalse();
		this.jdbc.sql("DROP FUNCTION refuse_deletion CASCADE").update();
		sweeper(2).run();
		assertThat(this.connection.traces()).isZero();
		assertThat(this.connection.isKnown()).isFalse();
	}

	@Test
	void rowsThatCannotBeSweptKeepNoOthersFromIt() {
		this.connection.store(FIVE_OF_A_MINUTE);
		TestConnection other = TestConnection.create(this.client, this.jdbc);
		other.store("{\"data\":[{\"id\":\"a\"}],\"ttl_seconds\":60}");
		this.clock.move(Duration.ofSeconds(60));
		refuseDeletion("d");
		sweeper(5000).run();
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row")).isEqualTo(5);
		assertThat(other.recordCount()).isEqualTo(other.count("row")).isZero();
		this.jdbc.sql("DROP FUNCTION refuse_deletion CASCADE").update();
		sweeper(5000).run();
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row")).isZero();
	}

	@Test
	void deletedConnectionIsNotForgottenWhileAnotherReplicaIsPurgingIt() {
		this.connection.store(FIVE_OF_A_MINUTE);
		this.connection.delete();
		try (Pin _ = Pin.onRecord(this.dataSource, this.connection, "c")) {
			assertThat(inBackground(sweeper(2))).as("it passes over the row").succeedsWithin(PATIENCE);
			assertThat(this.connection.values("id")).containsExactly("c");
			assertThat(this.connection.isKnown()).isTrue();
		}
		sweeper(2).run();
		assertThat(this.connection.traces()).isZero();
		assertThat(this.connection.isKnown()).isFalse();
	}

	private Runnable sweeper(int chunk) {
		return Sweepers.of(this.service, chunk);
	}

	private Pin onSummary() {
		return Pin.on(this.dataSource, "SELECT 1 FROM row_summary WHERE connection_id = ? FOR UPDATE",
				this.connection.id());
	}

	private void keep(UUID batch, String rows) {
		this.connection.store("{\"data\":" + rows + ",\"batch_uuid\":\"" + batch + "\",\"batch_completed\":false}");
	}

	private String complete(UUID batch) {
		return this.connection.upload("{\"data\":[],\"batch_uuid\":\"" + batch + "\"}").body();
	}

	private void refuseDeletion(String key) {
		this.jdbc.sql("""
				CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql
				AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''57014''; END'""").update();
		this.jdbc
			.sql("""
					CREATE TRIGGER refuse_deletion BEFORE DELETE ON row FOR EACH ROW
					WHEN (OLD.connection_id = '%s' AND OLD.key = '%s') EXECUTE FUNCTION refuse_deletion()"""
				.formatted(this.connection.id(), key))
			.update();
	}

	private void noteChunks() {
		this.jdbc.sql("CREATE TABLE chunk (transaction xid8 PRIMARY KEY, rows bigint)").update();
		this.jdbc.sql("""
				CREATE FUNCTION note_chunk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
				INSERT INTO chunk SELECT pg_current_xact_id(), count(*) FROM gone WHERE connection_id = TG_ARGV[0]::uuid
				HAVING count(*) > 0; RETURN NULL; END'""").update();
		this.jdbc.sql("""
				CREATE TRIGGER note_chunk AFTER DELETE ON row REFERENCING OLD TABLE AS gone FOR EACH STATEMENT
				EXECUTE FUNCTION note_chunk('%s')""".formatted(this.connection.id())).update();
	}

	private List<@Nullable Long> chunks() {
		return this.jdbc.sql("SELECT rows FROM chunk ORDER BY transaction").query(Long.class).list();
	}

}
