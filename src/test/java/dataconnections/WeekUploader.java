package dataconnections;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import dataconnections.Client.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A client that uploads all records anew, each time in a higher version, in one request
 * or in a batch of several, and again until it is told that this was done. Now and then
 * it breaks off, and comes again with the next version.
 */
final class WeekUploader implements Runnable {

	static final int ROWS = 2_000;

	private final Week week;

	private final String connection;

	private final Random random;

	private volatile int acknowledged;

	private volatile int attempted;

	WeekUploader(Week week, String connection, Random random) {
		this.week = week;
		this.connection = connection;
		this.random = random;
	}

	String connection() {
		return this.connection;
	}

	/** Nothing older may be seen from now on. */
	int acknowledged() {
		return this.acknowledged;
	}

	/** Nothing newer may have been seen until now. */
	int attempted() {
		return this.attempted;
	}

	@Override
	public void run() {
		while (!this.week.isOver() || this.acknowledged == 0) {
			if (this.random.nextInt(4) == 0) {
				breakOff();
			}
			int version = this.attempted + 1;
			this.attempted = version;
			boolean done = (this.random.nextInt(3) == 0) ? batch(version)
					: upload("upload of all", WeekFile.of(this.random, 0, ROWS, version), "?infer_types=true", ROWS);
			if (done) {
				this.acknowledged = version;
			}
			this.week.pause(this.random);
		}
	}

	private boolean batch(int version) {
		String batch = "?infer_types=true&batch_uuid=" + UUID.randomUUID() + "&batch_completed=";
		int third = ROWS / 3;
		return upload("part of a batch", WeekFile.of(this.random, 0, third, version), batch + "false", 0)
				&& upload("part of a batch", WeekFile.of(this.random, third, 2 * third, version), batch + "false", 0)
				&& upload("batch", WeekFile.of(this.random, 2 * third, ROWS, version), batch + "true", ROWS);
	}

	/** An upload that loses its answer may be done twice, and counts otherwise then. */
	private boolean upload(String name, WeekFile file, String query, int counted) {
		String[] once = this.random.nextBoolean() ? Week.once() : new String[0];
		String[] headers = Stream.concat(file.headers().stream(), Arrays.stream(once)).toArray(String[]::new);
		Optional<Answer> answer = Optional.empty();
		int attempts = 0;
		for (; answer.isEmpty(); attempts++) {
			answer = this.week.send("POST", this.connection + "/upload_data" + query, file.type(), file.body(),
					headers);
			this.week.pause(this.random);
		}
		if (!this.week.judge().acknowledge(name, answer.get(), 200)) {
			return false;
		}
		JsonNode report = answer.get().json();
		this.week.findings()
			.check((attempts > 1 && once.length == 0)
					|| report.path("rows_inserted").asInt() + report.path("rows_updated").asInt() == counted,
					name + " counted " + report + " in place of " + counted);
		return true;
	}

	private void breakOff() {
		byte[] rows = WeekFile.ndjson(0, ROWS, -1);
		int sent = this.random.nextInt(rows.length);
		try (OpenUpload upload = OpenUpload.begin(this.week.service().port(), this.connection + "/upload_data",
				"application/x-ndjson", (long) rows.length)) {
			upload.send(Arrays.copyOf(rows, sent));
			upload.reset();
			this.week.findings().count("uploads broken off");
		}
		catch (UncheckedIOException ex) {
			this.week.findings().count("answers: not connected");
		}
	}

}
