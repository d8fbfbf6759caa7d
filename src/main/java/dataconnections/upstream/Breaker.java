package dataconnections.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

/**
 * Leaves an upstream alone that fails, and lets a few calls through after a while to see
 * whether it is back. Goes by the ticker, so that no change of the clock opens or closes
 * it.
 */
final class Breaker {

	/** Those that it can be in. */
	static final List<CircuitBreaker.State> STATES = List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN,
			CircuitBreaker.State.HALF_OPEN);

	private final CircuitBreaker circuit;

	private final Ticker ticker;

	private final Duration openFor;

	private volatile long openedAt;

	Breaker(BreakerSettings settings, Ticker ticker) {
		this.ticker = ticker;
		this.openFor = settings.openFor();
		this.circuit = CircuitBreaker.of("upstream",
				CircuitBreakerConfig.custom()
					.slidingWindow(Math.toIntExact(settings.window().toSeconds()), settings.minimumCalls(),
							SlidingWindowType.TIME_BASED)
					.failureRateThreshold(settings.failureRate())
					.waitDurationInOpenState(settings.openFor())
					.permittedNumberOfCallsInHalfOpenState(settings.probes())
					.slowCallDurationThreshold(Duration.ofDays(1))
					.recordResult((outcome) -> outcome instanceof Outcome.Failed failed && isOutage(failed))
					.currentTimestampFunction((clock) -> ticker.read(), TimeUnit.NANOSECONDS)
					.clock(steady(ticker))
					.build());
		this.circuit.getEventPublisher().onStateTransition((event) -> this.openedAt = ticker.read());
	}

	/**
	 * Makes a call, unless the upstream is left alone.
	 * @param call the call
	 * @return its outcome, or {@link Failure#BREAKER_OPEN}
	 * @throws InterruptedException when the call was given up, which is nobody's failure
	 */
	Outcome run(Call call) throws InterruptedException {
		if (!this.circuit.tryAcquirePermission()) {
			return Outcome.Failed.until(Failure.BREAKER_OPEN, null, wait(this.circuit.getState()));
		}
		long start = this.ticker.read();
		Outcome outcome = null;
		try {
			outcome = call.make();
			return outcome;
		}
		finally {
			if (outcome == null || isOurs(outcome)) {
				this.circuit.releasePermission();
			}
			else {
				this.circuit.onResult(this.ticker.read() - start, TimeUnit.NANOSECONDS, outcome);
			}
		}
	}

	/**
	 * Whether the upstream is called as usual.
	 * @return false while it is left alone or tried out
	 */
	boolean isClosed() {
		return this.circuit.getState() == CircuitBreaker.State.CLOSED;
	}

	/**
	 * What the next call would find.
	 * @return tried out, where it was left alone for long enough, before anybody tries
	 */
	CircuitBreaker.State state() {
		CircuitBreaker.State state = this.circuit.getState();
		return (state == CircuitBreaker.State.OPEN && !wait(state).isPositive()) ? CircuitBreaker.State.HALF_OPEN
				: state;
	}

	/**
	 * For how long the upstream is left alone yet.
	 * @return zero when it is not
	 */
	Duration left() {
		Duration left = wait(this.circuit.getState());
		return left.isPositive() ? left : Duration.ZERO;
	}

	static String word(CircuitBreaker.State state) {
		return state.name().toLowerCase(Locale.ROOT);
	}

	private Duration wait(CircuitBreaker.State state) {
		Duration passed = Duration.ofNanos(this.ticker.read() - this.openedAt);
		return (state == CircuitBreaker.State.OPEN) ? this.openFor.minus(passed) : Duration.ZERO;
	}

	private static boolean isOutage(Outcome.Failed failed) {
		Integer status = failed.upstreamStatus();
		return switch (failed.kind()) {
			case HOST_UNKNOWN, NOT_CONNECTED, TLS, CONNECTION_LOST, TIMEOUT -> true;
			case STATUS, RETRY_LATER -> status != null && (status == 429 || status / 100 == 5);
			case INVALID_URL, INVALID_HEADER, ADDRESS_REFUSED, NOT_HTTP, TOO_LARGE, CODING, NOT_JSON, NOT_A_BATCH,
					ANSWERS_TOO_LARGE, BREAKER_OPEN, BULKHEAD_FULL ->
				false;
		};
	}

	private static boolean isOurs(Outcome outcome) {
		return outcome instanceof Outcome.Failed failed
				&& (failed.kind() == Failure.ADDRESS_REFUSED || failed.kind() == Failure.BULKHEAD_FULL);
	}

	private static Clock steady(Ticker ticker) {
		long start = ticker.read();
		InstantSource source = () -> Instant.EPOCH.plusNanos(ticker.read() - start);
		return source.withZone(ZoneOffset.UTC);
	}

	/** What the breaker may let through. */
	@FunctionalInterface
	interface Call {

		Outcome make() throws InterruptedException;

	}

}
