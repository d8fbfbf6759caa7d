package dataconnections;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import dataconnections.Client.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that writes records of its own, in a connection that it shares with others,
 * and finds them as it has written them.
 */
final class WeekEditor implements Runnable {

	private final Week week;

	private final String connection;

	private final WeekLedger ledger;

	private final WeekRecords records;

	private final Random random;

	private int version;

	WeekEditor(Week week, String connection, WeekLedger ledger, Random random) {
		this.week = week;
		this.connection = connection;
		this.ledger = ledger;
		this.records = new WeekRecords(week, connection, ledger);
		this.random = random;
	}

	@Override
	public void run() {
		while (!this.week.isOver()) {
			this.version++;
			List<String> keys = this.ledger.some(this.random, 30);
			switch (this.random.nextInt(10)) {
				case 0, 1 -> change(WeekChange.upload(this.random, keys, this.version));
				case 2, 3 -> change(WeekChange.put(this.random, keys, this.version));
				case 4, 5 -> change(WeekChange.patch(this.ledger, keys, this.version));
				case 6 -> change(WeekChange.delete(this.ledger.some(this.random, 8)));
				case 7 -> this.records.compare(this.ledger.keys());
				case 8 -> this.records.compareOne(keys.getFirst());
				default -> this.records.compare(keys);
			}
			this.week.pause(this.random);
		}
	}

	/** Compares all that is there with what was written. */
	void compare() {
		this.records.compare(this.ledger.keys());
	}

	private void change(WeekChange change) {
		if (change.after().isEmpty()) {
			return;
		}
		long from = System.currentTimeMillis();
		String[] once = (change.name().equals("upload") && this.random.nextBoolean()) ? Week.once() : new String[0];
		Optional<Answer> answer = send(change, once);
		boolean first = answer.isPresent();
		while (answer.isEmpty()) {
			this.week.pause(this.random);
			if (once.length == 0 && change.ttl() == null && this.random.nextInt(3) == 0) {
				Optional<Boolean> done = wasDone(change, from);
				if (done.isPresent()) {
					this.week.findings().count("lost answers: " + (done.get() ? "done" : "not done"));
					if (done.get()) {
						note(change, from);
					}
					return;
				}
			}
			answer = send(change, once);
		}
		if (this.week.judge().acknowledge(change.name(), answer.get(), 200)) {
			if (first || once.length > 0) {
				checkCounts(change, answer.get().json(), from);
			}
			note(change, from);
		}
	}

	private Optional<Answer> send(WeekChange change, String[] once) {
		return this.week.send(change.method(), this.connection + change.path(), change.body(), once);
	}

	private void note(WeekChange change, long from) {
		long to = System.currentTimeMillis();
		change.after().forEach((key, data) -> this.ledger.write(key, data.orElse(null), change.ttl(), from, to));
	}

	/** All of it or nothing; nothing is known where nobody can be asked. */
	private Optional<Boolean> wasDone(WeekChange change, long from) {
		return this.records.lookUp(List.copyOf(change.after().keySet())).map((found) -> {
			long to = System.currentTimeMillis();
			boolean all = change.after()
				.entrySet()
				.stream()
				.allMatch((after) -> same(after.getValue().orElse(null), found.get(after.getKey())));
			boolean nothing = change.after()
				.keySet()
				.stream()
				.allMatch((key) -> this.ledger.fits(key, found.get(key), from, to));
			this.week.findings().check(all || nothing, "Half of " + change + " was done: " + found);
			return all;
		});
	}

	private void checkCounts(WeekChange change, JsonNode answer, long from) {
		long to = System.currentTimeMillis();
		if (change.after().keySet().stream().allMatch((key) -> this.ledger.isSure(key, from, to))) {
			long there = change.after()
				.keySet()
				.stream()
				.filter((key) -> this.ledger.isThere(key, from, to, true))
				.count();
			String counted = change.name().equals("delete_data") ? "rows_deleted" : "rows_updated";
			this.week.findings()
				.check(answer.path(counted).asLong(-1) == there,
						change.name() + " counted " + answer + " where there were " + there);
		}
	}

	private static boolean same(@Nullable JsonNode expected, @Nullable JsonNode found) {
		return (expected != null) ? expected.equals(found) : found == null;
	}

}
