package dataconnections.account;

import dataconnections.tenant.Scope;
import dataconnections.value.Characters;
import dataconnections.value.WhiteSpace;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * The key that a client wants.
 *
 * @param name 1 to 255 characters
 * @param scope what it is to be good for
 * @param expiresAt from when on it is not valid, in the future; null for never
 */
public record KeyRequest(@NotBlank(message = "must not be empty") @Characters(max = 255) String name,
		@NotNull(message = "is missing: send query or manage") Scope scope, @Nullable String expiresAt) {

	public KeyRequest {
		name = WhiteSpace.toEmpty(name);
	}

}
