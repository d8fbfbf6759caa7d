package dataconnections.reference;

import dataconnections.connection.Characters;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What uses a connection.
 *
 * @param referenceType a word, such as {@code mail} or {@code sms}
 * @param referenceId the using thing's id, 1 to 255 characters
 * @param name its name, up to 255 characters
 */
record ReferenceRequest(
		@NotNull(message = "must not be missing") @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}",
				message = "must be a word of 1 to 64 of A-Z a-z 0-9 _ . -") String referenceType,
		@NotBlank(message = "must not be empty") @Characters(max = 255) String referenceId,
		@Characters(max = 255) @Nullable String name) {
}
