/**
 * What can go wrong, and the one place that decides how it looks on the wire.
 */
@ApplicationModule(displayName = "problem", allowedDependencies = {})
@NullMarked
package dataconnections.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
