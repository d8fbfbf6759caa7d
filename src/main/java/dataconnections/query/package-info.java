/**
 * One look-up or many.
 */
@ApplicationModule(displayName = "query",
		allowedDependencies = { "value", "answer", "row", "upstream", "source", "placeholder", "connection", "tenant",
				"tally", "problem", "wire" })
@NullMarked
package dataconnections.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
