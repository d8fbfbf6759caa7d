/**
 * External APIs: how they are asked, and what is remembered of their answers.
 */
@ApplicationModule(displayName = "source",
		allowedDependencies = { "address", "upstream", "placeholder", "value", "tally", "problem", "wire" })
@NullMarked
package dataconnections.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
