package dataconnections;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service's process is killed in the middle of an upload: readers see all of it or
 * nothing, and the same upload again gives all of it. {@code -Dkill.rounds=100} kills it
 * that often, at random moments, {@code -Dkill.rows=1000000} lets it upload so many rows;
 * {@code -Dkill.seed} repeats the moments of a run.
 */
@ServiceTest
class KillTests {

	private static final Logger logger = LoggerFactory.getLogger(KillTests.class);

	private static final String APPLICATION = "killed";

	private static final int ROWS = Integer.getInteger("kill.rows", 30_000);

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private Environment environment;

	private TestConnection connection;

	private UUID batch;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.batch = UUID.randomUUID();
	}

	@Test
	void killedWhileItPublishesNothingIsPublishedAndNoAcknowledgedPartIsLost() {
		this.connection.store("[{\"id\":\"a\",\"v\":\"old\"},{\"id\":\"b\",\"v\":\"old\"}]");
		try (ServiceProcess service = start(0); OpenUpload part = begin(service, false, null)) {
			assertThat(part.send("{\"id\":\"0\",\"v\":\"new\"}").end().answer()).contains(" 200");
			try (Pin pin = Pin.onRecord(this.dataSource, this.connection, "b");
					OpenUpload last = begin(service, true, null)) {
				last.send("{\"id\":\"a\",\"v\":\"new\"}\n{\"id\":\"b\",\"v\":\"new\"}").end();
				pin.awaitBehind(1);
				service.kill();
			}
			awaitEndOfTransactions(APPLICATION + 0);
		}
		assertThat(this.connection.values("v")).containsExactly("old", "old");
		assertThat(this.connection.recordCount()).isEqualTo(2);
		assertThat(this.connection.count("staged_row")).as("the first part was acknowledged").isOne();
		Answer again = this.connection.upload("{\"batch_uuid\":\"" + this.batch
				+ "\",\"data\":[{\"id\":\"a\",\"v\":\"new\"},{\"id\":\"b\",\"v\":\"new\"}]}");
		assertThat(again.body()).contains("\"rows_inserted\":1,\"rows_updated\":2");
		assertThat(this.connection.values("v")).containsExactly("new", "new", "new");
		assertThat(this.connection.count("staged_row") + this.connection.count("batch")).isZero();
	}

	@Test
	void killedAtAnyMomentReadersSeeAllOldOrAllNew() {
		long seed = Long.getLong("kill.seed", System.nanoTime());
		int rounds = Integer.getInteger("kill.rounds", 1);
		Random random = new Random(seed);
		String stored = "0";
		CompletableFuture<ServiceProcess> next = inBackground(() -> start(1));
		try {
			long begun = System.nanoTime();
			assertThat(upload(rows(stored)).status()).isEqualTo(200);
			long whole = System.nanoTime() - begun;
			for (int round = 1; round <= rounds; round++) {
				int following = round + 1;
				String place = "round " + round + " of -Dkill.seed=" + seed;
				try (ServiceProcess service = next.join()) {
					next = (round < rounds) ? inBackground(() -> start(following)) : next;
					stored = killAt(random.nextDouble() * 1.5, whole, service, stored, round, place);
				}
				this.jdbc.sql("VACUUM row").update();
			}
		}
		finally {
			next.join().close();
		}
		assertThat(upload(rows("last")).json().path("rows_updated").asInt()).isEqualTo(ROWS);
		assertThat(this.connection.values("v")).hasSize(ROWS).containsOnly("last");
	}

	/**
	 * Up to 1 a part of the body has been sent; from there on, all has for some time,
	 * which at 1.4 is that of a whole upload.
	 * @return what is stored afterwards
	 */
	private String killAt(double moment, long whole, ServiceProcess service, String old, int round, String place) {
		this.batch = UUID.randomUUID();
		String fresh = String.valueOf(round);
		byte[] rows = rows(fresh);
		boolean acknowledged = false;
		try (OpenUpload upload = begin(service, true, (long) rows.length)) {
			upload.send(Arrays.copyOf(rows, (int) (rows.length * Math.min(moment, 1))));
			if (moment >= 1.4) {
				acknowledged = upload.answer().contains(" 200");
			}
			else if (moment >= 1) {
				LockSupport.parkNanos((long) ((moment - 1) / 0.4 * whole));
			}
			service.kill();
		}
		awaitEndOfTransactions(APPLICATION + round);
		String seen = assertOneVersion(place);
		assertThat(seen).as(place).isIn((moment < 1) ? List.of(old) : List.of(old, fresh));
		assertThat(acknowledged && seen.equals(old)).as("acknowledged and lost, " + place).isFalse();
		assertThat(this.connection.recordCount()).as(place).isEqualTo(ROWS);
		assertThat(this.connection.count("batch") + this.connection.count("staged_row")).as(place).isZero();
		logger.info("{}: killed at {}, {}", place, moment,
				acknowledged ? "acknowledged" : (seen.equals(old) ? "old" : "new"));
		return seen;
	}

	private String assertOneVersion(String place) {
		return this.jdbc.sql("SELECT min(data ->> 'v'), max(data ->> 'v'), count(*) FROM row WHERE connection_id = ?")
			.param(this.connection.id())
			.query((rs, n) -> {
				assertThat(rs.getString(1)).as(place).isEqualTo(rs.getString(2));
				assertThat(rs.getInt(3)).as(place).isEqualTo(ROWS);
				return rs.getString(1);
			})
			.single();
	}

	/** The sessions of each process have a name of their own. */
	private ServiceProcess start(int round) {
		return ServiceProcess.onDatabaseOf(this.environment, APPLICATION + round);
	}

	private OpenUpload begin(ServiceProcess service, boolean completed, @Nullable Long length) {
		return OpenUpload.begin(service.port(),
				this.connection.path() + "/upload_data?batch_uuid=" + this.batch + "&batch_completed=" + completed,
				"application/x-ndjson", length);
	}

	private Answer upload(byte[] rows) {
		return this.client.send("POST", this.connection.path() + "/upload_data", "application/x-ndjson", rows);
	}

	/** The database notices by itself that its client is gone. */
	private void awaitEndOfTransactions(String application) {
		await().atMost(Duration.ofMinutes(2))
			.until(() -> this.jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = ?")
				.param(application)
				.query(Long.class)
				.single() == 0);
	}

	private static byte[] rows(String value) {
		StringBuilder rows = new StringBuilder(ROWS * 32);
		for (int id = 0; id < ROWS; id++) {
			rows.append("{\"id\":").append(id).append(",\"v\":\"").append(value).append("\"}\n");
		}
		return rows.toString().getBytes(StandardCharsets.UTF_8);
	}

}
