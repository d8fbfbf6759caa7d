/**
 * What came of a connection's uploads, look-ups and calls, for those who look after it.
 */
@ApplicationModule(displayName = "stats", allowedDependencies = { "tally", "connection", "tenant" })
@NullMarked
package dataconnections.stats;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
