package dataconnections.upstream;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Repeats an exchange that failed for a reason that may pass, as long as the deadline
 * allows it.
 */
final class Retries {

	private final Backoff backoff;

	private final Pause pause;

	Retries(Backoff backoff, Pause pause) {
		this.backoff = backoff;
		this.pause = pause;
	}

	/**
	 * Makes the exchange, and makes it again.
	 * @param exchange the exchange
	 * @param retries how often it may be repeated
	 * @param deadline when all must be over; nobody waits past it
	 * @param permitted asked before each repetition
	 * @return how the last one ended
	 * @throws InterruptedException when the thread was interrupted while it waited
	 */
	Outcome run(Supplier<Attempt> exchange, int retries, Deadline deadline, BooleanSupplier permitted)
			throws InterruptedException {
		for (int retry = 0;; retry++) {
			Attempt attempt = exchange.get();
			if (!(attempt.outcome() instanceof Outcome.Failed failed) || !mayPass(failed)) {
				return attempt.outcome();
			}
			Duration asked = attempt.retryAfter();
			if (asked != null && asked.compareTo(deadline.left()) >= 0) {
				return Outcome.Failed.until(Failure.RETRY_LATER, failed.upstreamStatus(), asked);
			}
			Duration wait = wait(retry, asked);
			if (retry == retries || wait.compareTo(deadline.left()) >= 0 || !permitted.getAsBoolean()) {
				return failed;
			}
			this.pause.lasting(wait);
		}
	}

	private Duration wait(int retry, @Nullable Duration asked) {
		Duration jitter = this.backoff.before(retry);
		return (asked != null) ? asked.plus(jitter) : jitter;
	}

	private static boolean mayPass(Outcome.Failed failed) {
		return switch (failed.kind()) {
			case HOST_UNKNOWN, NOT_CONNECTED, CONNECTION_LOST -> true;
			case STATUS -> failed.upstreamStatus() != null && mayPass(failed.upstreamStatus());
			case INVALID_URL, INVALID_HEADER, ADDRESS_REFUSED, TLS, NOT_HTTP, TOO_LARGE, CODING, NOT_JSON, NOT_A_BATCH,
					ANSWERS_TOO_LARGE, TIMEOUT, RETRY_LATER, BREAKER_OPEN, BULKHEAD_FULL ->
				false;
		};
	}

	private static boolean mayPass(int status) {
		return switch (status) {
			case 408, 425, 429 -> true;
			case 501, 505 -> false;
			default -> status >= 500 && status < 600;
		};
	}

	/** A wait that ends early when the thread is interrupted. */
	@FunctionalInterface
	interface Pause {

		void lasting(Duration time) throws InterruptedException;

	}

}
