package dataconnections;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static dataconnections.TestConnection.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Normal use by several clients while the service is killed and replaced, and its
 * database and its API fail: what was acknowledged is there, what was not is there as a
 * whole or not at all. {@code -Dweek.seconds} is how long, {@code -Dweek.seed} repeats
 * what is drawn by lot.
 */
class WeekTests {

	private static final Logger logger = LoggerFactory.getLogger(WeekTests.class);

	private final long seed = Long.getLong("week.seed", System.nanoTime());

	private final Random random = new Random(this.seed);

	@Test
	@Tag("faults")
	void whatIsAcknowledgedIsKeptWhateverFails() throws IOException {
		Duration duration = Duration.ofSeconds(Integer.getInteger("week.seconds", 600));
		logger.info("-Dweek.seed={}", this.seed);
		try (Week week = new Week(duration); FakeApi api = new FakeApi(week.client().at(week.service().port()))) {
			String shared = connection(week);
			WeekUploader uploader = new WeekUploader(week, connection(week), next());
			List<WeekLedger> ledgers = Stream.of("a", "b", "c", "d").map(WeekLedger::new).toList();
			List<WeekEditor> editors = ledgers.stream()
				.map((ledger) -> new WeekEditor(week, shared, ledger, next()))
				.toList();
			WeekOwner owner = new WeekOwner(week, next());
			WeekKeys keys = new WeekKeys(week, shared, next());
			List<CompletableFuture<Void>> clients = new ArrayList<>();
			Stream
				.concat(editors.stream(),
						Stream.of(uploader, new WeekReader(week, uploader, next()), owner, keys,
								new WeekLive(week, api, next()), new WeekFaults(week, next())))
				.forEach((client) -> clients.add(inBackground(client)));
			CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
			editors.forEach(WeekEditor::compare);
			owner.compare();
			keys.compare();
			week.judge().readLog(week.service());
			logger.info("-Dweek.seed={}\n{}", this.seed, week.findings());
			compareRows(week, shared, ledgers, uploader);
			assertThat(week.findings().wrong()).as("-Dweek.seed=" + this.seed).isEmpty();
			assertThat(week.findings().sum("faults: ")).isPositive();
			assertThat(week.findings().sum("acknowledged: ")).isPositive();
		}
	}

	/** What the database holds: those records, counted right, and nothing half-done. */
	private static void compareRows(Week week, String shared, List<WeekLedger> ledgers, WeekUploader uploader) {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			long now = System.currentTimeMillis();
			long records = ledgers.stream().mapToLong((ledger) -> ledger.size(now)).sum();
			assertThat(recordCount(week, shared)).isEqualTo(records);
			assertThat(count(week, "SELECT count(*) FROM row WHERE connection_id = ?::uuid", id(shared)))
				.isEqualTo(records);
		});
		assertThat(recordCount(week, uploader.connection())).isEqualTo(WeekUploader.ROWS);
		assertThat(count(week, "SELECT count(*) FROM row WHERE connection_id = ?::uuid AND data ->> 'v' = ?",
				id(uploader.connection()), String.valueOf(uploader.acknowledged())))
			.isEqualTo(WeekUploader.ROWS);
		assertThat(count(week, "SELECT (SELECT count(*) FROM staged_row) + (SELECT count(*) FROM batch)")).isZero();
		await("deleted connections are purged").atMost(Duration.ofSeconds(60)).until(() -> count(week, """
				SELECT (SELECT count(*) FROM row AS r WHERE NOT EXISTS
					(SELECT FROM data_connection WHERE id = r.connection_id AND deleted_at IS NULL))
				+ (SELECT count(*) FROM data_connection WHERE deleted_at IS NOT NULL)""") == 0);
	}

	private static long recordCount(Week week, String connection) {
		return week.insist(new Random(), "GET", connection, "").json().path("record_count").asLong(-1);
	}

	private static long count(Week week, String sql, Object... params) {
		return week.postgres().jdbc().sql(sql).params(params).query(Long.class).single();
	}

	private static String id(String connection) {
		return connection.substring(connection.lastIndexOf('/') + 1);
	}

	private Random next() {
		return new Random(this.random.nextLong());
	}

	private static String connection(Week week) {
		return "/connections/"
				+ week.insist(new Random(), "POST", "/connections", "{\"name\":\"Week\",\"primary_key\":\"id\"}")
					.json()
					.path("data_connection_uuid")
					.asString();
	}

}
