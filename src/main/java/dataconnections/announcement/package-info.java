/**
 * What replicas remember of the database, and how they hear that it has changed.
 */
@ApplicationModule(displayName = "announcement", allowedDependencies = {})
@NullMarked
package dataconnections.announcement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
