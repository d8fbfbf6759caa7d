/**
 * The two keys and the brand they stand for; the security chain.
 */
@ApplicationModule(displayName = "tenant", allowedDependencies = { "announcement", "attempt", "problem", "secret" })
@NullMarked
package dataconnections.tenant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
