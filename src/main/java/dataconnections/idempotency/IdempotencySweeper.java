package dataconnections.idempotency;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Renews the leases of this process, and clears away what is no longer kept, in bounded
 * transactions.
 */
@Component
class IdempotencySweeper {

	private static final Logger logger = LoggerFactory.getLogger(IdempotencySweeper.class);

	private static final int CHUNK = 1_000;

	private final Attempts attempts;

	private volatile boolean closing;

	IdempotencySweeper(Attempts attempts) {
		this.attempts = attempts;
	}

	@Scheduled(fixedRate = 10_000)
	void renew() {
		attempt(this.attempts::renew);
	}

	@Scheduled(fixedDelayString = "${data-connections.idempotency.sweep-interval:1m}",
			initialDelayString = "${data-connections.idempotency.sweep-interval:1m}")
	void sweep() {
		attempt(() -> {
			while (!this.closing && this.attempts.forget(CHUNK) == CHUNK) {
				logger.debug("Forgot {} idempotency keys", CHUNK);
			}
		});
	}

	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closing = true;
	}

	private static void attempt(Runnable step) {
		try {
			step.run();
		}
		catch (DataAccessException ex) {
			logger.warn("A step for idempotency keys failed and will be tried again: {}", ex.toString());
		}
	}

}
