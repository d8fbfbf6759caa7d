/**
 * Requests that may be sent again: done once, and answered the same each time.
 */
@ApplicationModule(displayName = "idempotency", allowedDependencies = { "tenant", "secret", "wire", "problem" })
@NullMarked
package dataconnections.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
