package dataconnections.connection;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Null;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client says of a connection.
 *
 * @param name 1 to 255 characters
 * @param primaryKey the name of the field that identifies a record, 1 to 255 characters
 * @param description up to 10,000 characters
 * @param externalApiDetails an API-based connection's source
 */
record ConnectionRequest(@NotBlank(message = "must not be empty") @Characters(max = 255) String name,
		@NotBlank(message = "must not be empty") @Characters(max = 255) String primaryKey,
		@Characters(max = 10_000) @Nullable String description,
		@Null(message = "is not supported yet: leave it out to make an upload-based connection") @Nullable JsonNode externalApiDetails) {

	ConnectionRequest {
		if (externalApiDetails != null && externalApiDetails.isNull()) {
			externalApiDetails = null;
		}
	}

}
