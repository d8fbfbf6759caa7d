/**
 * Stored rows: find, stage, publish, merge, delete, expire.
 */
@ApplicationModule(displayName = "row",
		allowedDependencies = { "value", "answer", "connection", "tenant", "problem", "wire" })
@NullMarked
package dataconnections.row;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
