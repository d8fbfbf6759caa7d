/**
 * The memory of answers that replicas share, in Valkey or Redis.
 */
@ApplicationModule(displayName = "shared", allowedDependencies = { "secret", "source" })
@NullMarked
package dataconnections.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
