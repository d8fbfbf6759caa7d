package dataconnections;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import dataconnections.Client.Answer;

/**
 * A client that creates connections, fills, renames and deletes them, and notes what uses
 * them.
 */
final class WeekOwner implements Runnable {

	private final Week week;

	private final Random random;

	private final Map<String, Owned> owned = new TreeMap<>();

	private final List<String> deleted = new ArrayList<>();

	private int made;

	WeekOwner(Week week, Random random) {
		this.week = week;
		this.random = random;
	}

	@Override
	public void run() {
		while (!this.week.isOver()) {
			if (this.owned.size() < 3 || this.random.nextInt(6) == 0) {
				create();
			}
			String connection = List.copyOf(this.owned.keySet()).get(this.random.nextInt(this.owned.size()));
			Owned state = this.owned.getOrDefault(connection, new Owned("", 0, Map.of()));
			switch (this.random.nextInt(6)) {
				case 0 -> rename(connection, state);
				case 1 -> fill(connection, state);
				case 2, 3 -> refer(connection, state);
				case 4 -> delete(connection, state);
				default -> compare();
			}
			this.week.pause(this.random);
		}
	}

	/** Compares what is there with what was made and not deleted. */
	void compare() {
		this.owned.forEach((connection, state) -> this.week.send("GET", connection, "").ifPresent((answer) -> {
			this.week.findings().count("compared: connections");
			this.week.findings()
				.check(state.name().equals(answer.json().path("name").asString())
						&& answer.json().path("record_count").asInt(-1) == state.records(),
						connection + " is " + answer.body() + " in place of " + state);
		}));
		this.owned.forEach(
				(connection, state) -> this.week.send("GET", connection + "/references", "").ifPresent((answer) -> {
					Map<String, String> found = new TreeMap<>();
					answer.json()
						.forEach((one) -> found.put(one.path("reference_id").asString(),
								one.path("reference_uuid").asString()));
					this.week.findings()
						.check(found.equals(state.references()),
								connection + " has references " + found + " in place of " + state.references());
				}));
		this.deleted.stream()
			.skip(Math.max(0, this.deleted.size() - 3))
			.forEach((connection) -> this.week.send("GET", connection, "")
				.ifPresent((answer) -> this.week.findings()
					.check(answer.status() == 404, connection + " was deleted and is " + answer.body())));
	}

	private void create() {
		String name = "Made " + ++this.made;
		String request = "{\"name\":\"" + name + "\",\"primary_key\":\"id\"}";
		Answer answer = this.week.insist(this.random, "POST", "/connections", request, Week.once());
		if (this.week.judge().acknowledge("POST connections", answer, 201)) {
			this.owned.put("/connections/" + answer.json().path("data_connection_uuid").asString(),
					new Owned(name, 0, Map.of()));
			Optional<Answer> list = this.week.send("GET", "/connections?name=Made%20" + this.made, "");
			list.ifPresent((known) -> this.week.findings()
				.check(known.json().size() == 1, name + " is there " + known.json().size() + " times"));
		}
	}

	private void rename(String connection, Owned state) {
		String name = state.name() + "'";
		Answer answer = this.week.insist(this.random, "PUT", connection, "{\"name\":\"" + name + "\"}");
		if (this.week.judge().acknowledge("PUT connection", answer, 200)) {
			this.owned.put(connection, new Owned(name, state.records(), state.references()));
		}
	}

	private void fill(String connection, Owned state) {
		int more = state.records() + 5 + this.random.nextInt(40);
		String rows = new String(WeekFile.ndjson(0, more, 1), StandardCharsets.UTF_8).replace("\n", ",");
		Answer answer = this.week.insist(this.random, "POST", connection + "/upload_data", "[" + rows + "]");
		if (this.week.judge().acknowledge("upload", answer, 200)) {
			this.owned.put(connection, new Owned(state.name(), more, state.references()));
		}
	}

	private void refer(String connection, Owned state) {
		Map<String, String> references = new TreeMap<>(state.references());
		if (references.size() < 3) {
			String id = "mail " + this.random.nextInt(1_000_000);
			Answer answer = this.week.insist(this.random, "POST", connection + "/references",
					"{\"reference_type\":\"mail\",\"reference_id\":\"" + id + "\"}");
			if (this.week.judge().acknowledge("POST reference", answer, 200, 201)) {
				references.put(id, answer.json().path("reference_uuid").asString());
			}
		}
		else {
			Map.Entry<String, String> one = references.entrySet().iterator().next();
			Answer answer = this.week.insist(this.random, "DELETE", connection + "/references/" + one.getValue(), "");
			if (this.week.judge().acknowledge("DELETE reference", answer, 204, 404)) {
				references.remove(one.getKey());
			}
		}
		this.owned.put(connection, new Owned(state.name(), state.records(), references));
	}

	/**
	 * What was deleted before its answer was lost is unknown when it is deleted again.
	 */
	private void delete(String connection, Owned state) {
		Answer answer = this.week.insist(this.random, "DELETE", connection + "?only_if_unreferenced=true", "");
		if (!state.references().isEmpty()) {
			this.week.findings()
				.check(answer.status() == 409, connection + " is in use and was deleted: " + answer.body());
		}
		else if (this.week.judge().acknowledge("DELETE connection", answer, 204, 404)) {
			this.owned.remove(connection);
			this.deleted.add(connection);
		}
	}

	private record Owned(String name, int records, Map<String, String> references) {
	}

}
