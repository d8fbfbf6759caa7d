package dataconnections.source;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The point in time at which a call is over.
 *
 * @param ticker what time it is
 * @param end the point, in the ticker's nanoseconds
 */
record Deadline(Ticker ticker, long end) {

	static Deadline in(Duration timeout, Ticker ticker) {
		return new Deadline(ticker, ticker.read() + timeout.toNanos());
	}

	/**
	 * What is left.
	 * @return the time, never negative
	 */
	Duration left() {
		return Duration.ofNanos(Math.max(0, this.end - this.ticker.read()));
	}

	boolean isOver() {
		return left().isZero();
	}

}
