package dataconnections;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service's process is killed in the middle of an upload: readers see all of it or
 * nothing, and the same upload again gives all of it. {@code -Dkill.rounds=100} kills it
 * that often, at random moments; {@code -Dkill.seed} repeats the moments of a run.
 */
@ServiceTest
class KillTests {

	private static final String APPLICATION = "killed";

	private static final int ROWS = 30_000;

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
		try (ServiceProcess service = start(); OpenUpload part = begin(service, false, null)) {
			assertThat(part.send("{\"id\":\"0\",\"v\":\"new\"}").end().answer()).contains(" 200");
			try (Pin pin = Pin.onRecord(this.dataSource, this.connection, "b");
					OpenUpload last = begin(service, true, null)) {
				last.send("{\"id\":\"a\",\"v\":\"new\"}\n{\"id\":\"b\",\"v\":\"new\"}").end();
				pin.awaitBehind(1);
				service.kill();
			}
			awaitEndOfTransactions();
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
		Random random = new Random(seed);
		for (int round = 1; round <= Integer.getInteger("kill.rounds", 1); round++) {
			connect();
			killAt(random.nextDouble() * 1.5, "round " + round + " of -Dkill.seed=" + seed);
		}
	}

	/** Up to 1 a part of the body has arrived; from there on, all has for some time. */
	private void killAt(double moment, String round) {
		byte[] old = rows("old");
		byte[] fresh = rows("new");
		assertThat(upload(old).status()).isEqualTo(200);
		boolean acknowledged = false;
		try (ServiceProcess service = start(); OpenUpload upload = begin(service, true, (long) fresh.length)) {
			upload.send(Arrays.copyOf(fresh, (int) (fresh.length * Math.min(moment, 1))));
			if (moment >= 1.4) {
				acknowledged = upload.answer().contains(" 200");
			}
			else if (moment >= 1) {
				LockSupport.parkNanos((long) ((moment - 1) * Duration.ofSeconds(2).toNanos()));
			}
			service.kill();
		}
		awaitEndOfTransactions();
		List<String> seen = this.jdbc.sql("SELECT DISTINCT data ->> 'v' FROM row WHERE connection_id = ?")
			.param(this.connection.id())
			.query((rs, n) -> rs.getString(1))
			.list();
		assertThat(seen).as(round).hasSize(1);
		assertThat(seen.getFirst()).as(round).isIn((moment < 1) ? List.of("old") : List.of("old", "new"));
		assertThat(acknowledged && seen.contains("old")).as("acknowledged and lost, " + round).isFalse();
		assertThat(this.connection.count("row")).as(round).isEqualTo(ROWS);
		assertThat(this.connection.recordCount()).as(round).isEqualTo(ROWS);
		assertThat(this.connection.count("batch") + this.connection.count("staged_row")).as(round).isZero();
		assertThat(upload(fresh).json().path("rows_updated").asInt()).as(round).isEqualTo(ROWS);
		assertThat(this.connection.query("{\"primary_keys\":[0," + (ROWS - 1) + "]}").body()).as(round)
			.doesNotContain("old");
	}

	private ServiceProcess start() {
		String url = TestDatabase.url();
		return ServiceProcess.start(
				"spring.datasource.url=" + url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + APPLICATION,
				"spring.datasource.username=" + this.environment.getProperty("spring.datasource.username"),
				"spring.datasource.password=" + this.environment.getProperty("spring.datasource.password"),
				"data-connections.bootstrap.api-key=" + Client.API_KEY,
				"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY,
				"data-connections.encryption.key=" + this.environment.getProperty("data-connections.encryption.key"),
				"data-connections.row.sweep-interval=1h");
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
	private void awaitEndOfTransactions() {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = ?")
				.param(APPLICATION)
				.query(Long.class)
				.single() == 0);
	}

	private static byte[] rows(String value) {
		return IntStream.range(0, ROWS)
			.mapToObj((id) -> "{\"id\":" + id + ",\"v\":\"" + value + "\"}\n")
			.collect(joining())
			.getBytes(StandardCharsets.UTF_8);
	}

}
