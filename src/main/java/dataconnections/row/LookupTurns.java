package dataconnections.row;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Shares the database connections for look-ups among brands. Those that are joined to one
 * statement are one turn, but count each among those that wait.
 */
@Component
class LookupTurns {

	private final Turns turns;

	private final Duration patience;

	LookupTurns(RowSettings settings, @Value("${spring.datasource.hikari.maximum-pool-size}") int pool,
			MeterRegistry registry) {
		this.patience = settings.lookupWait();
		this.turns = new Turns(new Turns.Rule(settings.lookupPlaces(pool), settings.lookupShare(pool),
				settings.lookupQueue(), this.patience,
				"The brand has more look-ups under way than the service can answer now.", Duration.ofSeconds(1)),
				"lookup", registry);
	}

	/** How long each waits. */
	Duration patience() {
		return this.patience;
	}

	/** Looks up when it is the brand's turn. */
	<T> T in(UUID brand, Supplier<T> lookup) {
		return among(brand, () -> statement(brand, lookup));
	}

	/** Looks up, if not too many wait. */
	<T> T among(UUID brand, Supplier<T> lookup) {
		return this.turns.among(brand, lookup);
	}

	/** Asks the database, when it is the brand's turn. */
	<T> T statement(UUID brand, Supplier<T> statement) {
		return this.turns.in(brand, statement);
	}

}
