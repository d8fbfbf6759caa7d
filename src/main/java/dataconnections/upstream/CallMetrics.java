package dataconnections.upstream;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import static java.util.stream.Collectors.toMap;

/**
 * What can be seen of outgoing calls from outside: by outcome, never by brand, host or
 * connection, of which there may be any number.
 */
final class CallMetrics {

	private static final Duration[] BUCKETS = Stream
		.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
		.map(Duration::ofMillis)
		.toArray(Duration[]::new);

	private final Map<String, Timer> calls;

	private final Map<Boolean, Counter> retries;

	CallMetrics(MeterRegistry registry, Safeguards safeguards) {
		Gauge.builder("upstream.calls.active", safeguards, Safeguards::underWay)
			.description("Outgoing calls under way")
			.register(registry);
		for (CircuitBreaker.State state : Breaker.STATES) {
			Gauge.builder("upstream.breakers", safeguards, (all) -> all.count(state))
				.description("Destinations that are called, left alone, or tried out after failures")
				.tag("state", Breaker.word(state))
				.register(registry);
		}
		this.calls = Stream.concat(Stream.of("answered", "no_data"), Arrays.stream(Failure.values()).map(Failure::word))
			.collect(toMap(Function.identity(),
					(outcome) -> Timer.builder("upstream.calls")
						.description("Outgoing calls, retries included, and those that were not made")
						.tag("outcome", outcome)
						.serviceLevelObjectives(BUCKETS)
						.register(registry)));
		this.retries = Stream.of(true, false)
			.collect(toMap(Function.identity(),
					(permitted) -> Counter.builder("upstream.retries")
						.description("Retries that were wanted, and whether the budget and the breaker permitted them")
						.tag("permitted", String.valueOf(permitted))
						.register(registry)));
	}

	void count(Outcome outcome, Duration taken) {
		timer(word(outcome)).record(taken);
	}

	boolean countRetry(boolean permitted) {
		Objects.requireNonNull(this.retries.get(permitted)).increment();
		return permitted;
	}

	private Timer timer(String outcome) {
		return Objects.requireNonNull(this.calls.get(outcome));
	}

	/** The word for it in metrics and traces. */
	static String word(Outcome outcome) {
		return switch (outcome) {
			case Outcome.Answered answered -> "answered";
			case Outcome.NoData none -> "no_data";
			case Outcome.Failed failed -> failed.kind().word();
		};
	}

}
