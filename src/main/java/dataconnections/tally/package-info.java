/**
 * How often each connection was asked and what came of it, in this process.
 */
@ApplicationModule(displayName = "tally", allowedDependencies = {})
@NullMarked
package dataconnections.tally;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
