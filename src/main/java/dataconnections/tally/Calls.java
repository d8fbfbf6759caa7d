package dataconnections.tally;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The latest calls of one external API: how long they took, and why they failed. Nothing
 * that was sent or received is kept.
 */
public final class Calls {

	/** The calls from which is told how long they take and how many fail. */
	public static final int WINDOW = 256;

	static final int ERRORS = 10;

	private final Clock clock;

	private final Deque<Mishap> errors = new ArrayDeque<>();

	/** Microseconds; those of a failed call below zero. */
	private int @Nullable [] latest;

	private long count;

	private long withheld;

	Calls(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Notes a call that gave an answer, be it that there is no data.
	 * @param taken how long it took, retries included
	 */
	public synchronized void answered(Duration taken) {
		note(micros(taken));
	}

	/**
	 * Notes a call that failed.
	 * @param taken how long it took, retries included
	 * @param cause a word for what went wrong
	 * @param upstreamStatus the API's status, if that is what went wrong
	 */
	public synchronized void failed(Duration taken, String cause, @Nullable Integer upstreamStatus) {
		note(-micros(taken));
		note(new Mishap(this.clock.instant(), cause, upstreamStatus));
	}

	/**
	 * Notes a call that was not made.
	 * @param cause a word for what forbade it
	 */
	public synchronized void withheld(String cause) {
		this.withheld++;
		if (!this.errors.isEmpty() && this.errors.getFirst().cause().equals(cause)) {
			// Many in a row would leave nothing of what they follow from.
			this.errors.removeFirst();
		}
		note(new Mishap(this.clock.instant(), cause, null));
	}

	/**
	 * What is known of the calls.
	 * @return the figures of now
	 */
	public synchronized Figures figures() {
		int[] known = (this.latest != null) ? Arrays.copyOf(this.latest, (int) Math.min(this.count, WINDOW))
				: new int[0];
		long failed = Arrays.stream(known).filter((micros) -> micros < 0).count();
		int[] sorted = Arrays.stream(known).map(Math::abs).sorted().toArray();
		return new Figures(this.count, this.withheld, sorted.length, percentile(sorted, 50), percentile(sorted, 95),
				(sorted.length > 0) ? (double) failed / sorted.length : null, List.copyOf(this.errors));
	}

	private void note(int micros) {
		if (this.latest == null) {
			this.latest = new int[WINDOW];
		}
		this.latest[(int) (this.count++ % WINDOW)] = micros;
	}

	private void note(Mishap error) {
		if (this.errors.size() == ERRORS) {
			this.errors.removeLast();
		}
		this.errors.addFirst(error);
	}

	private static int micros(Duration taken) {
		return Math.clamp(TimeUnit.NANOSECONDS.toMicros(taken.toNanos()), 1, Integer.MAX_VALUE);
	}

	/** The smallest that so many percent do not exceed. */
	private static @Nullable Duration percentile(int[] sorted, int percent) {
		return (sorted.length > 0) ? Duration.of(sorted[(sorted.length * percent + 99) / 100 - 1], ChronoUnit.MICROS)
				: null;
	}

	/**
	 * What is known of the calls.
	 *
	 * @param count how many were made
	 * @param withheld how many were not
	 * @param window from how many of the latest the following is told
	 * @param median how long half of them took at most; null without any
	 * @param slow how long 95 of 100 took at most; null without any
	 * @param errorRate the share of those that failed, 0 to 1; null without any
	 * @param errors why the latest failed, or were not made; the latest first
	 */
	public record Figures(long count, long withheld, int window, @Nullable Duration median, @Nullable Duration slow,
			@Nullable Double errorRate, List<Mishap> errors) {
	}

	/**
	 * Why a call failed or was not made.
	 *
	 * @param at when that was
	 * @param cause a word for it
	 * @param upstreamStatus the API's status, if that is why
	 */
	public record Mishap(Instant at, String cause, @Nullable Integer upstreamStatus) {
	}

}
