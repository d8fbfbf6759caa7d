package dataconnections.reference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An outside resource that uses a connection.
 *
 * @param referenceUuid its id
 * @param referenceType the kind of resource
 * @param referenceId the resource's own id
 * @param name what people call it
 * @param createdAt when it was first told
 */
record Reference(UUID referenceUuid, String referenceType, String referenceId, @Nullable String name,
		Instant createdAt) {

	static final String COLUMNS = "id, reference_type, reference_id, name, created_at";

	static Reference of(ResultSet row, int number) throws SQLException {
		return new Reference(row.getObject("id", UUID.class), row.getString("reference_type"),
				row.getString("reference_id"), row.getString("name"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
