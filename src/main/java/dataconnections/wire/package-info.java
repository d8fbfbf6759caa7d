/**
 * What all requests have in common: their id, coding, charset and size, strict JSON,
 * known query parameters, cursors.
 */
@ApplicationModule(displayName = "wire", allowedDependencies = "problem")
@NullMarked
package dataconnections.wire;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
