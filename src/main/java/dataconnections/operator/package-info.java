/**
 * Who runs the service, and the accounts that they open.
 */
@ApplicationModule(displayName = "operator",
		allowedDependencies = { "account", "attempt", "idempotency", "problem", "tenant", "value" })
@NullMarked
package dataconnections.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
