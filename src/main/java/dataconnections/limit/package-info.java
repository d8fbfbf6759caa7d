/**
 * How many requests an API key may make.
 */
@ApplicationModule(displayName = "limit", allowedDependencies = "problem")
@NullMarked
package dataconnections.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
