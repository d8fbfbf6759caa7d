/**
 * SAP Emarsys' wire format onto look-ups.
 */
@ApplicationModule(displayName = "emarsys",
		allowedDependencies = { "value", "answer", "placeholder", "row", "upstream", "source", "connection", "tenant",
				"tally", "problem", "wire" })
@NullMarked
package dataconnections.emarsys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
