/**
 * Which outside resource uses a connection.
 */
@ApplicationModule(displayName = "reference",
		allowedDependencies = { "idempotency", "connection", "tenant", "problem", "value" })
@NullMarked
package dataconnections.reference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
