package dataconnections;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service's process is asked to end ({@code SIGTERM}): what is under way is finished,
 * nothing new is begun, and then it ends.
 */
@ServiceTest
class ShutdownTests {

	/** As many as read from one connection without waiting for each other. */
	private static final int CALLERS = 4;

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private Environment environment;

	@Test
	void uploadsAndLookUpsUnderWayAreFinishedBeforeTheProcessEnds() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		connection.store("[{\"id\":\"a\",\"v\":\"old\"}]");
		TestConnection other = TestConnection.create(this.client, this.jdbc);
		other.store("[{\"id\":\"a\"}]");
		try (ServiceProcess service = ServiceProcess.onDatabaseOf(this.environment, "ending");
				OpenUpload upload = OpenUpload.begin(service.port(), connection.path() + "/upload_data",
						"application/x-ndjson", null)) {
			upload.send(rows(0));
			AtomicInteger answered = new AtomicInteger();
			List<CompletableFuture<Integer>> callers = IntStream.range(0, CALLERS)
				.mapToObj((n) -> inBackground(() -> askUntilTheEnd(service, connection, answered)))
				.toList();
			await().until(() -> answered.get() > 10 * CALLERS);
			CompletableFuture<Optional<Integer>> waiting;
			try (Pin pin = Pin.on(this.dataSource, "LOCK TABLE row IN ACCESS EXCLUSIVE MODE")) {
				waiting = inBackground(() -> query(service, other));
				pin.awaitBehind(1 + CALLERS);
				service.terminate();
				await().atMost(Duration.ofSeconds(20)).until(() -> isClosed(service));
			}
			assertThat(waiting.join()).contains(200);
			assertThat(upload.send(rows(20_000)).end().answer()).startsWith("HTTP/1.1 200")
				.contains("\"rows_inserted\":40000");
			assertThat(callers).allSatisfy((caller) -> assertThat(caller.join()).isEqualTo(200));
			assertThat(service.exitCode()).isEqualTo(128 + 15);
		}
		assertThat(connection.count("row")).isEqualTo(40_001);
		assertThat(connection.recordCount()).isEqualTo(40_001);
	}

	/** The last status that was answered; a call that was not taken is no answer. */
	private static int askUntilTheEnd(ServiceProcess service, TestConnection connection, AtomicInteger answered) {
		int last = 200;
		for (Optional<Integer> status = query(service, connection); status.isPresent()
				&& last == 200; status = query(service, connection)) {
			last = status.get();
			answered.incrementAndGet();
		}
		return last;
	}

	/** The status; nothing where the call was not taken. */
	private static Optional<Integer> query(ServiceProcess service, TestConnection connection) {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create(
					"http://localhost:" + service.port() + "/api/data-connections/v1" + connection.path() + "/query"))
			.POST(HttpRequest.BodyPublishers.ofString("{\"primary_key\":\"a\"}"))
			.headers("Content-Type", "application/json", "x-api-key", Client.API_KEY, "x-brand-key", Client.BRAND_KEY)
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isClosed(ServiceProcess service) {
		try (java.net.Socket socket = new java.net.Socket("localhost", service.port())) {
			return !socket.isConnected();
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static String rows(int from) {
		return IntStream.range(from, from + 20_000).mapToObj((n) -> "{\"id\":" + n + "}\n").collect(joining());
	}

}
