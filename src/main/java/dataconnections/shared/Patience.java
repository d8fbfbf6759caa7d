package dataconnections.shared;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much the shared memory is waited for: a moment, and after a failure not at all for
 * a while. Then one attempt finds out whether it is back.
 */
class Patience {

	static final Duration REST = Duration.ofSeconds(5);

	private static final Logger logger = LoggerFactory.getLogger(Patience.class);

	private static final long NONE = Long.MIN_VALUE;

	private final Duration timeout;

	private final Ticker ticker;

	private final AtomicLong failedAt = new AtomicLong(NONE);

	Patience(Duration timeout, Ticker ticker) {
		this.timeout = timeout;
		this.ticker = ticker;
	}

	/**
	 * Tries something on a thread of its own.
	 * @param work what is tried
	 * @return what came of it; nothing when it failed, took too long or was not tried
	 */
	<T> Optional<T> attempt(Callable<T> work) {
		if (!isWorthIt()) {
			return Optional.empty();
		}
		FutureTask<T> attempt = new FutureTask<>(work);
		try {
			Thread.ofVirtual().name("shared").start(attempt);
			T result = attempt.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			if (this.failedAt.getAndSet(NONE) != NONE) {
				logger.info("The shared memory of answers is back");
			}
			return Optional.of(result);
		}
		catch (ExecutionException ex) {
			rest(String.valueOf(ex.getCause()));
		}
		catch (TimeoutException ex) {
			rest("no answer within " + this.timeout.toMillis() + " ms");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			attempt.cancel(true);
		}
		return Optional.empty();
	}

	private boolean isWorthIt() {
		long failed = this.failedAt.get();
		long now = this.ticker.read();
		return failed == NONE || (now - failed >= REST.toNanos() && this.failedAt.compareAndSet(failed, now));
	}

	private void rest(String why) {
		if (this.failedAt.getAndSet(this.ticker.read()) == NONE) {
			logger.warn("The shared memory of answers is left alone for {} s at a time: {}", REST.toSeconds(), why);
		}
	}

}
