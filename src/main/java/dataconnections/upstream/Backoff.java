package dataconnections.upstream;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off with full jitter: callers that failed together do not come back
 * together.
 *
 * @param base the longest wait before the first retry; doubles with every further one
 * @param longest the longest wait of all
 * @param random a number from 0 to 1
 */
record Backoff(Duration base, Duration longest, DoubleSupplier random) {

	/**
	 * How long to wait.
	 * @param retry which retry follows, from 0
	 * @return from nothing to the longest wait that this retry has
	 */
	Duration before(int retry) {
		double most = Math.min((double) this.base.toNanos() * Math.pow(2, retry), (double) this.longest.toNanos());
		return Duration.ofNanos((long) (most * this.random.getAsDouble()));
	}

}
