/**
 * The embedded database and the demo keys, when nothing is configured.
 */
@ApplicationModule(displayName = "local", allowedDependencies = { "secret", "tenant" })
@NullMarked
package dataconnections.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
