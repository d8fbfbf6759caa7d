package dataconnections.connection;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dataconnections.source.ExternalApi;
import org.jspecify.annotations.Nullable;

/**
 * A connection as clients see it.
 */
@JsonPropertyOrder({ "dataConnectionUuid", "name", "description", "primaryKey", "externalApiDetails", "type",
		"placeholders" })
record ConnectionResponse(UUID dataConnectionUuid, String name, @Nullable String description, String primaryKey,
		@Nullable ExternalApi externalApiDetails, String type, Set<String> placeholders, long recordCount,
		Instant createdAt, Instant updatedAt, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String problem) {
}
