package dataconnections.tally;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * The tallies of the connections asked most of late, at most {@value #MAX_CONNECTIONS}: a
 * few hundred bytes each, and some two kilobytes where an API is called. One that is
 * forgotten begins anew.
 */
@Component
public class Tallies {

	static final int MAX_CONNECTIONS = 10_000;

	private final Cache<UUID, Tally> tallies = Caffeine.newBuilder().maximumSize(MAX_CONNECTIONS).build();

	private final Map<Tally.Kind, Totals> totals = new EnumMap<>(Tally.Kind.class);

	private final Clock clock;

	Tallies(MeterRegistry registry, Clock clock) {
		for (Tally.Kind kind : Tally.Kind.values()) {
			this.totals.put(kind, new Totals(registry, kind));
		}
		this.clock = clock;
	}

	/**
	 * The tally of a connection.
	 * @param connectionId the connection
	 * @param kind its kind, which never changes
	 * @return the tally
	 */
	public Tally of(UUID connectionId, Tally.Kind kind) {
		return this.tallies.get(connectionId,
				(id) -> new Tally(Objects.requireNonNull(this.totals.get(kind)), this.clock));
	}

	long count() {
		this.tallies.cleanUp();
		return this.tallies.estimatedSize();
	}

}
