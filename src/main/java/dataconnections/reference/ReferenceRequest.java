package dataconnections.reference;

import dataconnections.value.Characters;
import dataconnections.value.WhiteSpace;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of an outside resource.
 *
 * @param referenceType a word of up to 64 characters
 * @param referenceId 1 to 255 characters
 * @param name up to 255 characters
 */
record ReferenceRequest(
		@NotBlank(message = "must not be empty") @Pattern(regexp = "[A-Za-z0-9_.-]{0,64}",
				message = "must be a word of up to 64 of A-Z a-z 0-9 . _ -") String referenceType,
		@NotBlank(message = "must not be empty") @Characters(max = 255) String referenceId,
		@Characters(max = 255) @Nullable String name) {

	ReferenceRequest {
		referenceType = WhiteSpace.toEmpty(referenceType);
		referenceId = WhiteSpace.toEmpty(referenceId);
		name = WhiteSpace.toEmpty(name).isEmpty() ? null : name;
	}

}
