package dataconnections.upstream;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The point in time at which a call is over.
 *
 * @param ticker what time it is
 * @param end the point, in the ticker's nanoseconds
 */
public record Deadline(Ticker ticker, long end) {

	/**
	 * A point that is still to come.
	 * @param timeout in how much time
	 * @param ticker what time it is
	 * @return the point
	 */
	public static Deadline in(Duration timeout, Ticker ticker) {
		return new Deadline(ticker, ticker.read() + timeout.toNanos());
	}

	/**
	 * What is left.
	 * @return the time, never negative
	 */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.end - this.ticker.read()));
	}

	/**
	 * Whether nothing is left.
	 * @return true once the point has come
	 */
	public boolean isOver() {
		return left().isZero();
	}

}
