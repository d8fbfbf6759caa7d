package dataconnections.reference;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A use of a connection by something outside.
 *
 * @param referenceUuid names the reference
 * @param referenceType what kind of thing uses it, such as {@code mail}
 * @param referenceId that thing's own id
 * @param name that thing's name
 * @param createdAt when it was noted first
 */
record Reference(UUID referenceUuid, String referenceType, String referenceId, @Nullable String name,
		OffsetDateTime createdAt) {
}
