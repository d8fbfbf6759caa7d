/**
 * Secrets at rest, and the keys that keep them.
 */
@ApplicationModule(displayName = "secret", allowedDependencies = {})
@NullMarked
package dataconnections.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
