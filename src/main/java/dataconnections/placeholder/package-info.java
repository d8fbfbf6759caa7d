/**
 * {@code {name}} templates of an outgoing request: parse, list, fill.
 */
@ApplicationModule(displayName = "placeholder", allowedDependencies = {})
@NullMarked
package dataconnections.placeholder;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
