package dataconnections.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * Keeps one upstream's trouble from becoming that of others: bounded calls at once, a
 * breaker and a retry budget for every {@link Destination}. Destinations long unused are
 * forgotten, since a brand can name any number of them.
 */
final class Safeguards {

	/** Longer than any call and any breaker's memory. */
	private static final Duration FORGOTTEN = BreakerSettings.LONGEST.plusMinutes(5);

	private static final int MOST = 20_000;

	private final Bulkhead all;

	private final Cache<UUID, Bulkhead> brands;

	private final Cache<Destination, Safeguard> destinations;

	private final CallSettings calls;

	private final BreakerSettings breaker;

	private final Ticker ticker;

	Safeguards(CallSettings calls, BreakerSettings breaker, Ticker ticker) {
		this.all = bulkhead(calls.maxCalls());
		this.brands = Caffeine.newBuilder().ticker(ticker).expireAfterAccess(FORGOTTEN).maximumSize(MOST).build();
		this.destinations = Caffeine.newBuilder().ticker(ticker).expireAfterAccess(FORGOTTEN).maximumSize(MOST).build();
		this.calls = calls;
		this.breaker = breaker;
		this.ticker = ticker;
	}

	/**
	 * Makes a call, if all safeguards let it through.
	 * @param brandId who calls
	 * @param url what is called
	 * @param call the call
	 * @return its outcome, or why it was not made
	 * @throws InterruptedException when the call was given up
	 */
	Outcome run(UUID brandId, URI url, Call call) throws InterruptedException {
		Bulkhead brand = this.brands.get(brandId, (id) -> bulkhead(this.calls.maxCallsPerBrand()));
		Safeguard safeguard = this.destinations.get(Destination.of(brandId, url), (id) -> new Safeguard());
		return within(List.of(this.all, brand, safeguard.bulkhead), () -> safeguard.run(call));
	}

	/**
	 * How many destinations are in a state.
	 * @param state the state
	 * @return the number
	 */
	long count(CircuitBreaker.State state) {
		return this.destinations.asMap().values().stream().filter((one) -> one.circuit.state() == state).count();
	}

	/**
	 * What a call would find now. Nothing is changed by looking.
	 * @param brandId who would call
	 * @param url what would be called
	 * @return the state of its destination
	 */
	Condition condition(UUID brandId, URI url) {
		Safeguard known = this.destinations.policy().getIfPresentQuietly(Destination.of(brandId, url));
		return (known != null) ? new Condition(known.circuit.state(), known.circuit.left(), known.budget.left())
				: new Condition(CircuitBreaker.State.CLOSED, Duration.ZERO, RetryBudget.ALWAYS);
	}

	/**
	 * How many destinations are remembered.
	 * @return the number
	 */
	long known() {
		this.destinations.cleanUp();
		return this.destinations.estimatedSize();
	}

	/**
	 * How many calls are under way.
	 * @return the number
	 */
	int underWay() {
		return this.calls.maxCalls() - this.all.getMetrics().getAvailableConcurrentCalls();
	}

	private static Outcome within(List<Bulkhead> bulkheads, Breaker.Call call) throws InterruptedException {
		if (bulkheads.isEmpty()) {
			return call.make();
		}
		Bulkhead first = bulkheads.getFirst();
		if (!first.tryAcquirePermission()) {
			return Outcome.Failed.of(Failure.BULKHEAD_FULL);
		}
		try {
			return within(bulkheads.subList(1, bulkheads.size()), call);
		}
		finally {
			first.releasePermission();
		}
	}

	private static Bulkhead bulkhead(int most) {
		return Bulkhead.of("upstream",
				BulkheadConfig.custom().maxConcurrentCalls(most).maxWaitDuration(Duration.ZERO).build());
	}

	/**
	 * What a call would find.
	 *
	 * @param state whether the destination is called, left alone or tried out
	 * @param left for how long it is left alone yet
	 * @param retries how many retries its budget has left
	 */
	record Condition(CircuitBreaker.State state, Duration left, int retries) {
	}

	/** A call that is told when it may be repeated. */
	@FunctionalInterface
	interface Call {

		Outcome make(BooleanSupplier mayRetry) throws InterruptedException;

	}

	/** What guards one destination. */
	private final class Safeguard {

		private final Bulkhead bulkhead = bulkhead(Safeguards.this.calls.maxCallsPerHost());

		private final Breaker circuit = new Breaker(Safeguards.this.breaker, Safeguards.this.ticker);

		private final RetryBudget budget = new RetryBudget(Safeguards.this.ticker);

		Outcome run(Call call) throws InterruptedException {
			return this.circuit.run(() -> {
				this.budget.count();
				return call.make(() -> this.circuit.isClosed() && this.budget.take());
			});
		}

	}

}
