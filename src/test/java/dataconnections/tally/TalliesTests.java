package dataconnections.tally;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

class TalliesTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Tallies tallies = new Tallies(this.registry, Clock.systemUTC());

	@Test
	void connectionsAreCountedApartAndTogether() {
		Tally one = this.tallies.of(new UUID(0, 1), Tally.Kind.UPLOAD);
		Tally other = this.tallies.of(new UUID(0, 2), Tally.Kind.UPLOAD);
		one.count(Tally.Result.FOUND, 2);
		other.count(Tally.Result.FOUND);
		assertThat(this.tallies.of(new UUID(0, 1), Tally.Kind.UPLOAD)).isSameAs(one);
		assertThat(one.of(Tally.Result.FOUND)).isEqualTo(2);
		assertThat(other.of(Tally.Result.FOUND)).isOne();
		assertThat(this.registry.counter("lookups", "kind", "upload", "outcome", "found").count()).isEqualTo(3);
	}

	@Test
	void memoryIsBounded() {
		Set<Tally> all = IntStream.range(0, 3 * Tallies.MAX_CONNECTIONS)
			.mapToObj((n) -> this.tallies.of(new UUID(1, n), Tally.Kind.API))
			.collect(toSet());
		assertThat(all).hasSize(3 * Tallies.MAX_CONNECTIONS);
		assertThat(this.tallies.count()).isLessThanOrEqualTo(Tallies.MAX_CONNECTIONS);
	}

}
