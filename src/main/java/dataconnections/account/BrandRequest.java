package dataconnections.account;

import dataconnections.value.Characters;
import dataconnections.value.WhiteSpace;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The brand that a client wants.
 *
 * @param name 1 to 255 characters
 * @param brandKey the key it is to have; null for a new one
 */
public record BrandRequest(@NotBlank(message = "must not be empty") @Characters(max = 255) String name,
		@Pattern(regexp = "[A-Za-z0-9._~-]{8,255}",
				message = "must be 8 to 255 of A-Z a-z 0-9 . _ ~ -") @Nullable String brandKey) {

	public BrandRequest {
		name = WhiteSpace.toEmpty(name);
	}

}
