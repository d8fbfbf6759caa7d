/**
 * How the contract is described: texts and examples, laid over what the controllers map.
 */
@ApplicationModule(displayName = "openapi", allowedDependencies = {})
@NullMarked
package dataconnections.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
