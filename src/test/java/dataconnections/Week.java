package dataconnections;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dataconnections.Client.Answer;

/**
 * A service in use, on a database of its own behind a line that may fail.
 */
final class Week implements AutoCloseable {

	static final String APPLICATION = "week";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final OwnPostgres postgres = OwnPostgres
		.start(Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on"));

	private final Line line = Line.to(this.postgres.port());

	private final Client client = new Client();

	private final WeekFindings findings = new WeekFindings();

	private final WeekJudge judge = new WeekJudge(this.findings);

	private final long end;

	private volatile ServiceProcess service = startService();

	Week(Duration duration) {
		this.end = System.nanoTime() + duration.toNanos();
	}

	OwnPostgres postgres() {
		return this.postgres;
	}

	Line line() {
		return this.line;
	}

	Client client() {
		return this.client;
	}

	WeekJudge judge() {
		return this.judge;
	}

	WeekFindings findings() {
		return this.findings;
	}

	ServiceProcess service() {
		return this.service;
	}

	/** Another process is asked from now on. */
	void serveBy(ServiceProcess service) {
		this.service = service;
	}

	ServiceProcess startService() {
		return ServiceProcess.start(
				"spring.datasource.url=" + OwnPostgres.url(this.line.port()) + "?ApplicationName=" + APPLICATION,
				"spring.datasource.username=postgres", "spring.datasource.password=postgres",
				"spring.datasource.hikari.connection-timeout=1000", "spring.datasource.hikari.validation-timeout=500",
				"spring.datasource.hikari.data-source-properties.socketTimeout=3",
				"data-connections.bootstrap.api-key=" + Client.API_KEY,
				"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY,
				"data-connections.encryption.key=dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzIG8=",
				"data-connections.authentication.max-failures=1000000",
				"data-connections.source.allowed-networks=127.0.0.0/8", "data-connections.row.upload-wait=2s",
				"data-connections.row.sweep-interval=2s");
	}

	boolean isOver() {
		return System.nanoTime() > this.end;
	}

	/** The pace of one who uses it. */
	void pause(Random random) {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10 + random.nextInt(60)));
	}

	/** What is answered; nothing where it is not known what became of the request. */
	Optional<Answer> send(String method, String path, String type, byte[] body, String... headers) {
		return send(Client.API_KEY, method, path, type, body, headers);
	}

	Optional<Answer> send(String method, String path, String json, String... headers) {
		return send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
	}

	Optional<Answer> send(String apiKey, String method, String path, String type, byte[] body, String... headers) {
		if (System.nanoTime() > this.end + 3 * PATIENCE.toNanos()) {
			throw new IllegalStateException("It is still not known what became of " + method + " " + path);
		}
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.service.port() + "/api/data-connections/v1" + path))
			.timeout(PATIENCE)
			.method(method, HttpRequest.BodyPublishers.ofByteArray(body))
			.headers("x-api-key", apiKey, "x-brand-key", Client.BRAND_KEY, "Content-Type", type);
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			Answer answer = this.client.send(request.build());
			return this.judge.tellsWhatBecameOf(method + " " + path, answer) ? Optional.of(answer) : Optional.empty();
		}
		catch (UncheckedIOException ex) {
			this.findings
				.count((ex.getCause() instanceof ConnectException) ? "answers: not connected" : "answers: lost");
			this.findings.check(!(ex.getCause() instanceof HttpTimeoutException),
					method + " " + path + " was not answered in " + PATIENCE);
			return Optional.empty();
		}
	}

	/** Sends until it is known what became of the request. */
	Answer insist(Random random, String method, String path, String json, String... headers) {
		Optional<Answer> answer = send(method, path, json, headers);
		while (answer.isEmpty()) {
			pause(random);
			answer = send(method, path, json, headers);
		}
		return answer.get();
	}

	static String[] once() {
		return new String[] { "Idempotency-Key", UUID.randomUUID().toString() };
	}

	@Override
	public void close() {
		this.service.close();
		this.line.close();
		this.postgres.close();
	}

}
