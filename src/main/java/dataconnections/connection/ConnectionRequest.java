package dataconnections.connection;

import dataconnections.source.ExternalApi;
import dataconnections.value.Characters;
import dataconnections.value.WhiteSpace;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a connection.
 *
 * @param name 1 to 255 characters
 * @param primaryKey the name of the field that identifies a record, 1 to 255 characters
 * @param description up to 10,000 characters
 * @param externalApiDetails the API of an API-based connection; null for an upload-based
 * one
 */
record ConnectionRequest(@NotBlank(message = "must not be empty") @Characters(max = 255) String name,
		@NotBlank(message = "must not be empty") @Characters(max = 255) String primaryKey,
		@Characters(max = 10_000) @Nullable String description, @Nullable ExternalApi externalApiDetails) {

	ConnectionRequest {
		name = WhiteSpace.toEmpty(name);
		primaryKey = WhiteSpace.toEmpty(primaryKey);
	}

	ConnectionRequest with(ExternalApi api) {
		return new ConnectionRequest(this.name, this.primaryKey, this.description, api);
	}

}
