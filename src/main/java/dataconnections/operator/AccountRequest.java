package dataconnections.operator;

import dataconnections.value.Characters;
import dataconnections.value.WhiteSpace;
import jakarta.validation.constraints.NotBlank;

/**
 * The account that the operator wants to open.
 *
 * @param name 1 to 255 characters
 * @param brandName the name of its first brand, 1 to 255 characters
 */
record AccountRequest(@NotBlank(message = "must not be empty") @Characters(max = 255) String name,
		@NotBlank(message = "must not be empty") @Characters(max = 255) String brandName) {

	AccountRequest {
		name = WhiteSpace.toEmpty(name);
		brandName = WhiteSpace.toEmpty(brandName);
	}

}
