package dataconnections;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dataconnections.Client.Answer;
import tools.jackson.databind.JsonNode;

/** A client that makes, uses, rotates and revokes keys. */
final class WeekKeys implements Runnable {

	/** A second, and the time that a machine with much to do takes. */
	private static final long HEEDED = TimeUnit.SECONDS.toMillis(3);

	private final Week week;

	private final String connection;

	private final Random random;

	private final Map<String, Key> keys = new TreeMap<>();

	WeekKeys(Week week, String connection, Random random) {
		this.week = week;
		this.connection = connection;
		this.random = random;
	}

	@Override
	public void run() {
		while (!this.week.isOver()) {
			switch (this.random.nextInt(8)) {
				case 0 -> create();
				case 1 -> any(true).ifPresent(this::rotate);
				case 2 -> any(true).ifPresent(this::revoke);
				case 3, 4 -> any(false).ifPresent(this::use);
				default -> any(true).ifPresent(this::use);
			}
			this.week.pause(this.random);
			this.week.pause(this.random);
		}
	}

	/** Compares what keys there are with what was made of them. */
	void compare() {
		Answer answer = this.week.insist(this.random, "GET", "/keys", "");
		Map<String, Boolean> found = new TreeMap<>();
		answer.json()
			.valueStream()
			.filter((key) -> key.path("name").asString().equals("Week"))
			.forEach((key) -> found.put(key.path("key_uuid").asString(), !key.path("revoked_at").isNull()));
		Map<String, Boolean> made = new TreeMap<>();
		this.keys.forEach((id, key) -> made.put(id, key.revoked()));
		this.week.findings().check(found.equals(made), "There are keys " + found + " in place of " + made);
		this.keys.forEach(this::use);
	}

	private Optional<Map.Entry<String, Key>> any(boolean valid) {
		return this.keys.entrySet()
			.stream()
			.filter((key) -> valid == (key.getValue().endsAt() == Long.MAX_VALUE))
			.skip(this.random.nextInt(4))
			.findFirst();
	}

	private void create() {
		Answer answer = this.week.insist(this.random, "POST", "/keys", "{\"name\":\"Week\",\"scope\":\"query\"}",
				Week.once());
		if (this.week.judge().acknowledge("POST key", answer, 201)) {
			add(answer.json());
		}
	}

	private void rotate(Map.Entry<String, Key> key) {
		Answer answer = this.week.insist(this.random, "POST", "/keys/" + key.getKey() + "/rotate",
				"{\"overlap_seconds\":1}", Week.once());
		if (this.week.judge().acknowledge("rotate key", answer, 201)) {
			add(answer.json());
			this.keys.put(key.getKey(), new Key(key.getValue().secret(), System.currentTimeMillis() + 1_000, false));
		}
	}

	private void revoke(Map.Entry<String, Key> key) {
		Answer answer = this.week.insist(this.random, "DELETE", "/keys/" + key.getKey(), "");
		if (this.week.judge().acknowledge("DELETE key", answer, 204)) {
			this.keys.put(key.getKey(), new Key(key.getValue().secret(), System.currentTimeMillis(), true));
		}
	}

	private void add(JsonNode made) {
		this.keys.put(made.path("key_uuid").asString(),
				new Key(made.path("api_key").asString(), Long.MAX_VALUE, false));
	}

	private void use(Map.Entry<String, Key> key) {
		use(key.getKey(), key.getValue());
	}

	private void use(String id, Key key) {
		long from = System.currentTimeMillis();
		boolean ended = key.endsAt() < from - HEEDED;
		if (ended || key.endsAt() == Long.MAX_VALUE) {
			Optional<Answer> answer = this.week.send(key.secret(), "POST", this.connection + "/query",
					"application/json", "{\"limit\":1}".getBytes(StandardCharsets.UTF_8));
			answer.ifPresent((known) -> {
				this.week.findings().count("compared: keys");
				this.week.findings()
					.check(known.status() == (ended ? 422 : 200),
							"Key " + id + ", at " + from + ", ends at " + key.endsAt() + ": " + known.body());
			});
		}
	}

	/**
	 * A key.
	 *
	 * @param secret the key itself
	 * @param endsAt from when on it is not valid, in milliseconds
	 * @param revoked whether it was
	 */
	private record Key(String secret, long endsAt, boolean revoked) {
	}

}
