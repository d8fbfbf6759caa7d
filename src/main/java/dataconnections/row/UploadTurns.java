package dataconnections.row;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * Shares the database connections for uploads among brands. Those that wait are not
 * counted: they hold a connection of their client, and those are bounded.
 */
@Component
class UploadTurns {

	private final Turns turns;

	UploadTurns(RowSettings settings) {
		this.turns = new Turns(new Turns.Rule(settings.uploadShare(), 0, settings.uploadWait(),
				"All upload slots of the brand are taken.", Duration.ofSeconds(5)));
	}

	Turns.Turn take(UUID brand) {
		return this.turns.take(brand);
	}

	<T> T in(UUID brand, Supplier<T> work) {
		return this.turns.in(brand, work);
	}

}
