package dataconnections.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells why requests could not be answered: one line in a while, and how many more there
 * were, since what fails for one fails for many. At DEBUG, each has its line.
 */
@Component
class UnavailableLog {

	static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Logger logger = LoggerFactory.getLogger(UnavailableLog.class);

	private final Ticker ticker;

	private final AtomicLong untold = new AtomicLong();

	private final AtomicLong next;

	UnavailableLog(Ticker ticker) {
		this.ticker = ticker;
		this.next = new AtomicLong(ticker.read());
	}

	void tell(@Nullable String id, Exception failure) {
		long now = this.ticker.read();
		long due = this.next.get();
		if (now - due >= 0 && this.next.compareAndSet(due, now + PAUSE.toNanos())) {
			logger.warn("Request {} could not be answered: {} ({} more since the last such line)", id,
					failure.toString(), this.untold.getAndSet(0));
		}
		else {
			this.untold.incrementAndGet();
			logger.debug("Request {} could not be answered: {}", id, failure.toString());
		}
	}

}
