package dataconnections.row;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import dataconnections.TestDatabase;
import dataconnections.answer.TestMemory;
import dataconnections.connection.Connection;
import dataconnections.tally.Tally;
import dataconnections.value.Key;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real Postgres and its streaming replica. */
class ReplicaTests {

	private static final Duration MAX_LAG = Duration.ofSeconds(2);

	@TempDir
	private static Path directory;

	private static EmbeddedPostgres primary;

	private static EmbeddedPostgres standby;

	private final AtomicLong nanos = new AtomicLong();

	private JdbcClient jdbc;

	private JdbcClient atStandby;

	private Replica replica;

	private Reads reads;

	@BeforeAll
	static void startBoth() throws IOException {
		Path data = directory.resolve("primary");
		server(data).start().close();
		Path copy = directory.resolve("standby");
		copy(data, copy);
		primary = server(data).start();
		Files.writeString(copy.resolve("postgresql.auto.conf"),
				"primary_conninfo = 'host=127.0.0.1 port=" + primary.getPort() + " user=postgres'\n",
				StandardCharsets.UTF_8, StandardOpenOption.APPEND);
		Files.createFile(copy.resolve("standby.signal"));
		standby = server(copy).start();
		JdbcClient.create(primary.getPostgresDatabase()).sql("CREATE TABLE number (n int)").update();
		JdbcClient.create(primary.getPostgresDatabase())
			.sql("CREATE TABLE row (connection_id uuid, key text, data jsonb, expires_at timestamptz)")
			.update();
	}

	@AfterAll
	static void stopBoth() throws IOException {
		standby.close();
		primary.close();
	}

	@BeforeEach
	void connect() {
		this.jdbc = JdbcClient.create(primary.getPostgresDatabase());
		this.atStandby = JdbcClient.create(standby.getPostgresDatabase());
		this.replica = replica(standby.getPostgresDatabase());
		this.reads = new Reads(primary.getPostgresDatabase(), this.replica);
		this.jdbc.sql("TRUNCATE number").update();
	}

	@AfterEach
	void follow() {
		this.atStandby.sql("SELECT pg_wal_replay_resume()").query((rs) -> {
		});
	}

	@Test
	void replicaIsReadOnceItIsKnownToHaveFollowed() {
		assertThat(isReadAtReplica()).isFalse();
		this.jdbc.sql("INSERT INTO number VALUES (1)").update();
		awaitFresh();
		assertThat(isReadAtReplica()).isTrue();
		assertThat(count()).isOne();
	}

	@Test
	void recordsAreLookedUpThereHoweverTheyAreAskedFor() {
		Connection connection = new Connection(UUID.randomUUID(), UUID.randomUUID(), "id", new Connection.Kind.Stored(),
				Tally.unread());
		this.jdbc.sql("INSERT INTO row VALUES (?, 'a', '{}', NULL)").param(connection.id()).update();
		awaitFresh();
		pause();
		this.jdbc.sql("DELETE FROM row").update();
		Rows rows = rows();
		assertThat(rows.find(connection, new Key("a"))).isPresent();
		assertThat(rows.findAll(connection, List.of(new Key("a")), 1024,
				TestMemory.unbounded().open(connection.brandId()), UnaryOperator.identity()))
			.hasSize(1);
		assertThat(rows
			.page(connection, "", 10, 1024, TestMemory.unbounded().open(connection.brandId()), UnaryOperator.identity())
			.rows()).hasSize(1);
		this.nanos.addAndGet(MAX_LAG.toNanos());
		assertThat(rows.find(connection, new Key("a"))).isEmpty();
	}

	@Test
	void whatItReadsIsNeverOlderThanAllowed() {
		awaitFresh();
		pause();
		this.jdbc.sql("INSERT INTO number VALUES (1)").update();
		assertThat(count()).as("of up to two seconds ago").isZero();
		this.nanos.addAndGet(MAX_LAG.toNanos() - 1);
		this.replica.check();
		assertThat(count()).isZero();
		this.nanos.addAndGet(1);
		this.replica.check();
		assertThat(isReadAtReplica()).isFalse();
		assertThat(count()).isOne();
		follow();
		awaitFresh();
		assertThat(isReadAtReplica()).isTrue();
		assertThat(count()).isOne();
	}

	@Test
	void replicaThatNobodyChecksGrowsOld() {
		awaitFresh();
		this.nanos.addAndGet(MAX_LAG.toNanos());
		assertThat(isReadAtReplica()).isFalse();
	}

	@Test
	void failingLookUpIsAnsweredByTheDatabaseAndSoAreThoseUntilTheNextCheck() {
		awaitFresh();
		String answer = this.reads.read((reader) -> {
			if (isInRecovery(reader)) {
				throw new DataAccessResourceFailureException("as planned");
			}
			return "from the database";
		});
		assertThat(answer).isEqualTo("from the database");
		assertThat(isReadAtReplica()).isFalse();
		awaitFresh();
		assertThat(isReadAtReplica()).isTrue();
	}

	@Test
	void otherDatabaseIsNoReplica() {
		assertIsNeverFresh(replica(TestDatabase.empty()));
	}

	@Test
	void neitherIsTheDatabaseItself() {
		assertIsNeverFresh(replica(primary.getPostgresDatabase()));
	}

	@Test
	void neitherIsOneThatIsDown() {
		assertIsNeverFresh(replica(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none")));
	}

	private static void assertIsNeverFresh(Replica replica) {
		replica.check();
		replica.check();
		assertThat(replica.isFresh()).isFalse();
	}

	private boolean isReadAtReplica() {
		return this.reads.read(ReplicaTests::isInRecovery);
	}

	private static boolean isInRecovery(Reads.Reader reader) {
		return Boolean.TRUE.equals(reader.jdbc().queryForObject("SELECT pg_is_in_recovery()", Boolean.class));
	}

	private int count() {
		Integer count = this.reads.<@Nullable Integer>read((reader) -> reader.transaction()
			.execute((status) -> reader.jdbc().queryForObject("SELECT count(*) FROM number", Integer.class)));
		return Objects.requireNonNull(count);
	}

	private void pause() {
		this.atStandby.sql("SELECT pg_wal_replay_pause()").query((rs) -> {
		});
		await().until(() -> "paused"
			.equals(this.atStandby.sql("SELECT pg_get_wal_replay_pause_state()").query(String.class).single()));
	}

	@SuppressWarnings("NullAway")
	private Rows rows() {
		DataSource database = primary.getPostgresDatabase();
		RowSettings settings = new RowSettings(1, null, MAX_LAG, null, null, 1, MAX_LAG, MAX_LAG, 1,
				Duration.ofHours(1));
		return new Rows(this.reads, this.jdbc, database, null, new LookupTurns(settings, 4, new SimpleMeterRegistry()),
				null, null, null, Clock.systemUTC());
	}

	private void awaitFresh() {
		await().until(() -> {
			this.replica.check();
			return this.replica.isFresh();
		});
	}

	private Replica replica(DataSource dataSource) {
		return new Replica(primary.getPostgresDatabase(), dataSource, MAX_LAG, this.nanos::get);
	}

	private static EmbeddedPostgres.Builder server(Path data) {
		return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
	}

	private static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<Path>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
					throws IOException {
				Files.copy(directory, to.resolve(from.relativize(directory)), StandardCopyOption.COPY_ATTRIBUTES);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
