package dataconnections.connection;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import jakarta.validation.constraints.NotBlank;
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
		@Characters(max = 10_000) @Nullable String description, @Nullable JsonNode externalApiDetails) {

	ConnectionRequest {
		name = WhiteSpace.toEmpty(name);
		primaryKey = WhiteSpace.toEmpty(primaryKey);
		if (externalApiDetails != null && externalApiDetails.isNull()) {
			externalApiDetails = null;
		}
	}

	void requireUploadBased() {
		if (this.externalApiDetails != null) {
			throw ProblemException.invalid(Violation.body("unsupported",
					"external_api_details is not supported yet: leave it out to make an upload-based connection",
					"external_api_details"));
		}
	}

}
