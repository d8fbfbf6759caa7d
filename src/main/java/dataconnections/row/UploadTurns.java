package dataconnections.row;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Shares the database connections for uploads among brands. Those that wait are not
 * counted: they hold a connection of their client, and those are bounded.
 */
@Component
class UploadTurns {

	private final Turns turns;

	UploadTurns(RowSettings settings, MeterRegistry registry) {
		this.turns = new Turns(new Turns.Rule(settings.uploadConnections(), settings.uploadShare(), 0,
				settings.uploadWait(), "No upload slot became free for the brand in time.", Duration.ofSeconds(5)),
				"write", registry);
	}

	Turns.Turn take(UUID brand) {
		return this.turns.take(brand);
	}

	<T> T in(UUID brand, Supplier<T> work) {
		return this.turns.in(brand, work);
	}

}
