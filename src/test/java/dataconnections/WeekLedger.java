package dataconnections;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The records that one client has written, as far as it may rely on them. */
final class WeekLedger {

	private static final int KEYS = 120;

	/** The database keeps microseconds. */
	private static final long ROUNDING = 20;

	private final String prefix;

	private final Map<String, Entry> entries = new TreeMap<>();

	WeekLedger(String prefix) {
		this.prefix = prefix;
	}

	List<String> keys() {
		return IntStream.range(0, KEYS).mapToObj((n) -> this.prefix + n).toList();
	}

	List<String> some(Random random, int atMost) {
		return random.ints(1 + random.nextInt(atMost), 0, KEYS).distinct().mapToObj((n) -> this.prefix + n).toList();
	}

	@Nullable Entry entry(String key) {
		return this.entries.get(key);
	}

	/** Whether a record is there throughout a time, or ever in it. */
	boolean isThere(String key, long from, long to, boolean throughout) {
		Entry entry = this.entries.get(key);
		return entry != null
				&& (throughout ? to < entry.expiresFrom() - ROUNDING : from <= entry.expiresBy() + ROUNDING);
	}

	boolean isSure(String key, long from, long to) {
		return isThere(key, from, to, true) == isThere(key, from, to, false);
	}

	/**
	 * Whether that is what there was to be found of a key.
	 * @param found nothing for a record that is not there
	 */
	boolean fits(String key, @Nullable JsonNode found, long from, long to) {
		Entry entry = this.entries.get(key);
		return (found == null) ? !isThere(key, from, to, true)
				: entry != null && isThere(key, from, to, false) && found.equals(entry.data());
	}

	/**
	 * Notes what was written between two moments.
	 * @param data null for a record that was deleted
	 * @param ttl in seconds; null for ever
	 */
	void write(String key, @Nullable ObjectNode data, @Nullable Integer ttl, long from, long to) {
		if (data == null) {
			this.entries.remove(key);
		}
		else if (ttl == null) {
			this.entries.put(key, new Entry(data, Long.MAX_VALUE, Long.MAX_VALUE - ROUNDING));
		}
		else {
			this.entries.put(key, new Entry(data, from + ttl * 1_000L, to + ttl * 1_000L));
		}
	}

	/** How many there are, once none may expire any more. */
	long size(long now) {
		return keys().stream().filter((key) -> isThere(key, now, now, true)).count();
	}

	/**
	 * A record.
	 *
	 * @param data what it holds
	 * @param expiresFrom when it may be gone at the earliest, in milliseconds
	 * @param expiresBy when it must be gone
	 */
	record Entry(ObjectNode data, long expiresFrom, long expiresBy) {

		boolean isForEver() {
			return this.expiresFrom == Long.MAX_VALUE;
		}

	}

}
