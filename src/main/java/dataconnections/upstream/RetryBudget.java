package dataconnections.upstream;

import java.time.Duration;
import java.util.Arrays;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Keeps retries from multiplying the load of an upstream that is down: in ten seconds at
 * most a fifth as many as there were calls, but never fewer than ten.
 */
final class RetryBudget {

	private static final int SECONDS = 10;

	static final int ALWAYS = 10;

	private static final int CALLS_PER_RETRY = 5;

	private final Ticker ticker;

	private final int[] calls = new int[SECONDS];

	private final int[] retries = new int[SECONDS];

	private long second;

	RetryBudget(Ticker ticker) {
		this.ticker = ticker;
		this.second = now();
	}

	synchronized void count() {
		this.calls[slot()]++;
	}

	/**
	 * Takes a retry out of the budget.
	 * @return false when none is left
	 */
	synchronized boolean take() {
		if (left() == 0) {
			return false;
		}
		this.retries[slot()]++;
		return true;
	}

	/**
	 * How many retries are left.
	 * @return the number
	 */
	synchronized int left() {
		slot();
		int most = Math.max(ALWAYS, Arrays.stream(this.calls).sum() / CALLS_PER_RETRY);
		return Math.max(0, most - Arrays.stream(this.retries).sum());
	}

	private int slot() {
		long now = now();
		for (long passed = Math.max(this.second + 1, now - SECONDS + 1); passed <= now; passed++) {
			int slot = Math.floorMod(passed, SECONDS);
			this.calls[slot] = 0;
			this.retries[slot] = 0;
		}
		this.second = now;
		return Math.floorMod(now, SECONDS);
	}

	private long now() {
		return Math.floorDiv(this.ticker.read(), Duration.ofSeconds(1).toNanos());
	}

}
