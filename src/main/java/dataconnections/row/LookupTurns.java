package dataconnections.row;

import java.time.Duration;
import java.util.function.Supplier;

import dataconnections.connection.Connection;

import org.springframework.stereotype.Component;

/**
 * Shares the database connections for look-ups among brands.
 */
@Component
public class LookupTurns {

	private final Turns turns;

	LookupTurns(RowSettings settings) {
		this.turns = new Turns(new Turns.Rule(settings.lookupConnectionsPerBrand(), settings.lookupQueue(),
				settings.lookupWait(), "The brand has more look-ups under way than the service can answer now.",
				Duration.ofSeconds(1)));
	}

	/**
	 * Looks up when it is the brand's turn.
	 * @param <T> what is found
	 * @param connection whose records are looked up
	 * @param lookup the look-up
	 * @return what was found
	 * @throws dataconnections.problem.ProblemException when too many of the brand wait,
	 * or its turn does not come in time, status 503
	 */
	public <T> T in(Connection connection, Supplier<T> lookup) {
		return this.turns.in(connection.brandId(), lookup);
	}

}
