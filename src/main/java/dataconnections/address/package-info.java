/**
 * Which hosts and addresses may be called.
 */
@ApplicationModule(displayName = "address", allowedDependencies = {})
@NullMarked
package dataconnections.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
