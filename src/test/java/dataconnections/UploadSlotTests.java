package dataconnections;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that send slowly keep each other from uploading, but nobody from reading. */
@SmallServiceTest
class UploadSlotTests {

	private static final String ROWS = IntStream.range(0, 20_000)
		.mapToObj((n) -> "{\"id\":" + n + ",\"text\":\"some text\"}\n")
		.collect(joining());

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	@Qualifier("uploads")
	private HikariDataSource uploads;

	private final List<OpenUpload> open = new ArrayList<>();

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":1,\"v\":\"old\"}]");
	}

	@AfterEach
	void leave() {
		this.open.forEach(OpenUpload::close);
		await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 0);
	}

	@Test
	void slowUploadsNeverKeepLookUpsWaiting() {
		for (int i = 0; i < 20; i++) {
			begin();
		}
		awaitAllTaken();
		for (int i = 0; i < 20; i++) {
			assertThat(this.connection.query("{\"primary_key\":1}").status()).isEqualTo(200);
		}
		assertThat(this.connection.query("{\"primary_keys\":[1,2]}").status()).isEqualTo(200);
		assertThat(this.client.get(this.connection.path() + "/schema").status()).isEqualTo(200);
		assertThat(TestConnection.create(this.client, this.jdbc).recordCount()).isZero();
	}

	@Test
	void writersBeyondTheSlotsAreToldToComeAgain() {
		begin();
		begin();
		awaitAllTaken();
		String third = begin().answer();
		assertThat(third).startsWith("HTTP/1.1 503")
			.containsIgnoringCase("Retry-After: 5")
			.contains("urn:data-connections:problem:unavailable", "No upload slot became free for the brand in time.");
		for (String[] call : new String[][] { { "POST", "/upload_data", "[{\"id\":2}]" },
				{ "PUT", "/update_data", "[{\"primary_key\":2,\"data\":{}}]" },
				{ "PATCH", "/update_data", "[{\"primary_key\":1,\"data\":{\"v\":2}}]" },
				{ "DELETE", "/delete_data", "[1]" } }) {
			Client.Answer answer = this.connection.send(call[0], call[1], call[2]);
			assertThat(answer.status()).as(answer.body()).isEqualTo(503);
			assertThat(answer.header("Retry-After")).isEqualTo("5");
		}
		assertThat(this.connection.values("v")).containsExactly("old");
		assertThat(this.open.removeFirst().end().answer()).startsWith("HTTP/1.1 200");
		await().until(() -> this.connection.upload("[{\"id\":-1}]").status() == 200);
		assertThat(this.connection.recordCount()).isEqualTo(20_001);
	}

	@Test
	void uploadTakesNoSlotBeforeItsRowsAreWorthOne() {
		for (int i = 0; i < 5; i++) {
			this.open.add(OpenUpload
				.begin(this.client.port(), this.connection.path() + "/upload_data", "application/x-ndjson", null)
				.send("{\"id\":" + i + "}\n"));
		}
		this.connection.store("[{\"id\":1,\"v\":\"new\"}]");
		assertThat(this.uploads.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	private void awaitAllTaken() {
		await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 2);
	}

	private OpenUpload begin() {
		OpenUpload upload = OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data",
				"application/x-ndjson", null);
		this.open.add(upload);
		return upload.send(ROWS);
	}

}
