package dataconnections.account;

import dataconnections.value.Characters;
import dataconnections.value.WhiteSpace;
import jakarta.validation.constraints.NotBlank;

/**
 * What can be changed of a brand.
 *
 * @param name 1 to 255 characters
 */
record BrandChange(@NotBlank(message = "must not be empty") @Characters(max = 255) String name) {

	BrandChange {
		name = WhiteSpace.toEmpty(name);
	}

}
