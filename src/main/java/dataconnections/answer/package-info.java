/**
 * What is answered: JSON from parts, and how much of it is in memory.
 */
@ApplicationModule(displayName = "answer", allowedDependencies = "problem")
@NullMarked
package dataconnections.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
