/**
 * What an account manages of itself: its keys and its brands.
 */
@ApplicationModule(displayName = "account", allowedDependencies = { "idempotency", "tenant", "problem", "value" })
@NullMarked
package dataconnections.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
