/**
 * One outgoing call: headers, deadline, retries, breaker, bulkheads, what came back.
 */
@ApplicationModule(displayName = "upstream", allowedDependencies = { "address", "problem", "wire" })
@NullMarked
package dataconnections.upstream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
