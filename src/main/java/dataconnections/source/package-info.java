/**
 * One outgoing call: filled request, address filter, deadline, retry, breaker, cache.
 */
@ApplicationModule(displayName = "source", allowedDependencies = { "placeholder", "value", "tally", "problem", "wire" })
@NullMarked
package dataconnections.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
