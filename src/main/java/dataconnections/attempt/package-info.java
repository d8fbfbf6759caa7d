/**
 * How often an address may show wrong credentials.
 */
@ApplicationModule(displayName = "attempt", allowedDependencies = "problem")
@NullMarked
package dataconnections.attempt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
