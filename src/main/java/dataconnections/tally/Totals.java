package dataconnections.tally;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The sums over all connections of a kind, as they are measured from outside. Nothing in
 * them tells a connection or a brand.
 */
final class Totals {

	private final Map<Tally.Result, Counter> results = new EnumMap<>(Tally.Result.class);

	private final Map<Tally.Origin, Counter> origins = new EnumMap<>(Tally.Origin.class);

	Totals(MeterRegistry registry, Tally.Kind kind) {
		for (Tally.Result result : Tally.Result.values()) {
			this.results.put(result,
					Counter.builder("lookups")
						.description("Keys that were looked up")
						.tag("kind", word(kind))
						.tag("outcome", word(result))
						.register(registry));
		}
		for (Tally.Origin origin : Tally.Origin.values()) {
			this.origins.put(origin,
					Counter.builder("upstream.cache.lookups")
						.description("Look-ups at APIs, by where the answer came from")
						.tag("result", word(origin))
						.register(registry));
		}
	}

	Counter of(Tally.Result result) {
		return Objects.requireNonNull(this.results.get(result));
	}

	Counter of(Tally.Origin origin) {
		return Objects.requireNonNull(this.origins.get(origin));
	}

	private static String word(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
