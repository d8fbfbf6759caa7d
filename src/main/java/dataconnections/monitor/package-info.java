/**
 * What an operator sees of requests: how long they take, and whose log line is whose.
 */
@ApplicationModule(displayName = "monitor", allowedDependencies = "tenant")
@NullMarked
package dataconnections.monitor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
