/**
 * Bodies in: JSON, NDJSON, CSV, multipart, into rows; batches; reports of what is wrong.
 */
@ApplicationModule(displayName = "upload",
		allowedDependencies = { "idempotency", "value", "row", "connection", "tenant", "problem", "wire" })
@NullMarked
package dataconnections.upload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
