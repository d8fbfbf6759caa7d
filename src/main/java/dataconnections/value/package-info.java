/**
 * Which values and texts can be stored, and the one form in which keys are compared.
 */
@ApplicationModule(displayName = "value", allowedDependencies = {})
@NullMarked
package dataconnections.value;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
