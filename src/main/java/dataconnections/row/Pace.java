package dataconnections.row;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Rests after a step for as long as the step took, so that clearing up leaves the
 * database at least half of the time to those who read and write.
 */
final class Pace {

	/** A step that had to wait for a lock tells nothing of the database's load. */
	static final Duration LONGEST_REST = Duration.ofSeconds(1);

	private final Ticker ticker;

	private final LongConsumer rest;

	/**
	 * A pace.
	 * @param ticker tells how long a step took
	 * @param rest rests for so many nanoseconds
	 */
	Pace(Ticker ticker, LongConsumer rest) {
		this.ticker = ticker;
		this.rest = rest;
	}

	static Pace of(Ticker ticker) {
		return new Pace(ticker, LockSupport::parkNanos);
	}

	/** Takes a step, and rests if there are more. */
	boolean take(BooleanSupplier step) {
		long began = this.ticker.read();
		boolean more = step.getAsBoolean();
		if (more) {
			this.rest.accept(Math.min(this.ticker.read() - began, LONGEST_REST.toNanos()));
		}
		return more;
	}

}
