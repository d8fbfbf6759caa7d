/**
 * The structure of a connection's data.
 */
@ApplicationModule(displayName = "schema",
		allowedDependencies = { "answer", "row", "source", "connection", "tenant", "problem", "wire" })
@NullMarked
package dataconnections.schema;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
