package dataconnections.connection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A connection as clients see it.
 */
@JsonPropertyOrder({ "dataConnectionUuid", "name", "description", "primaryKey", "externalApiDetails", "type",
		"placeholders" })
record ConnectionResponse(UUID dataConnectionUuid, String name, @Nullable String description, String primaryKey,
		@Nullable Object externalApiDetails, String type, List<String> placeholders, long recordCount,
		Instant createdAt, Instant updatedAt) {

	ConnectionResponse(UUID id, String name, @Nullable String description, String primaryKey, long recordCount,
			Instant createdAt, Instant updatedAt) {
		this(id, name, description, primaryKey, null, "upload", List.of(), recordCount, createdAt, updatedAt);
	}

}
