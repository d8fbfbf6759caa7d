/**
 * The connections: what a marketer's data is called, and by what its records are known.
 */
@ApplicationModule(displayName = "connection",
		allowedDependencies = { "announcement", "idempotency", "tenant", "upstream", "source", "tally", "secret",
				"problem", "value", "wire" })
@NullMarked
package dataconnections.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
