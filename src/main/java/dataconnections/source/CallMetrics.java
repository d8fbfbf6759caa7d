package dataconnections.source;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What can be seen of outgoing calls from outside: by outcome, never by brand, host or
 * connection, of which there may be any number.
 */
final class CallMetrics {

	private final MeterRegistry registry;

	CallMetrics(MeterRegistry registry, Safeguards safeguards) {
		this.registry = registry;
		Gauge.builder("upstream.calls.active", safeguards, Safeguards::underWay)
			.description("Outgoing calls under way")
			.register(registry);
		Gauge.builder("upstream.breakers.open", safeguards, Safeguards::open)
			.description("Destinations left alone, or tried out, after failures")
			.register(registry);
	}

	void count(Outcome outcome, Duration taken) {
		String word = switch (outcome) {
			case Outcome.Answered answered -> "answered";
			case Outcome.NoData none -> "no_data";
			case Outcome.Failed failed -> failed.kind().name().toLowerCase(Locale.ROOT);
		};
		this.registry.timer("upstream.calls", "outcome", word).record(taken);
	}

	boolean countRetry(boolean permitted) {
		this.registry.counter("upstream.retries", "permitted", String.valueOf(permitted)).increment();
		return permitted;
	}

}
