package dataconnections.tally;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * What came of the look-ups of one connection, in this process. Whoever looks something
 * up holds it, so that to count is one addition here and one in the sum of all
 * connections. May be used by many threads at once.
 */
public final class Tally {

	private final @Nullable Totals totals;

	private final Instant since;

	private final Map<Result, LongAdder> results = adders(Result.class);

	private final Map<Origin, LongAdder> origins = adders(Origin.class);

	private final Calls calls;

	Tally(@Nullable Totals totals, Clock clock) {
		this.totals = totals;
		this.since = clock.instant();
		this.calls = new Calls(clock);
	}

	/**
	 * A tally that nobody reads, of what is no connection yet.
	 * @return the tally
	 */
	public static Tally unread() {
		return new Tally(null, Clock.systemUTC());
	}

	/**
	 * Counts a look-up.
	 * @param result what came of it
	 */
	public void count(Result result) {
		count(result, 1);
	}

	/**
	 * Counts look-ups with the same result.
	 * @param result what came of them
	 * @param times how many there were
	 */
	public void count(Result result, long times) {
		adder(this.results, result).add(times);
		if (this.totals != null) {
			this.totals.of(result).increment((double) times);
		}
	}

	/**
	 * Counts where an answer of an external API came from.
	 * @param origin where
	 */
	public void count(Origin origin) {
		adder(this.origins, origin).increment();
		if (this.totals != null) {
			this.totals.of(origin).increment();
		}
	}

	/**
	 * The calls of the external API.
	 * @return the calls
	 */
	public Calls calls() {
		return this.calls;
	}

	/**
	 * Since when is counted.
	 * @return the time
	 */
	public Instant since() {
		return this.since;
	}

	/**
	 * How many look-ups had a result.
	 * @param result the result
	 * @return the number
	 */
	public long of(Result result) {
		return adder(this.results, result).sum();
	}

	/**
	 * How many answers came from somewhere.
	 * @param origin where
	 * @return the number
	 */
	public long of(Origin origin) {
		return adder(this.origins, origin).sum();
	}

	private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> words) {
		Map<E, LongAdder> adders = new EnumMap<>(words);
		EnumSet.allOf(words).forEach((word) -> adders.put(word, new LongAdder()));
		return adders;
	}

	private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E word) {
		return Objects.requireNonNull(adders.get(word));
	}

	/** Of which kind a connection is. */
	public enum Kind {

		/** Its records are stored here. */
		UPLOAD,

		/** An external API has them. */
		API

	}

	/** What comes of a look-up of one key. */
	public enum Result {

		/** There was data. */
		FOUND,

		/** There was none. */
		MISSING,

		/** It could not be told. */
		FAILED

	}

	/** Where the answer of an external API came from. */
	public enum Origin {

		/** Remembered, and fresh. */
		HIT,

		/** Remembered, and past its ttl. */
		STALE,

		/** The API. */
		MISS,

		/** The API; it is never remembered. */
		BYPASS

	}

}
