package dataconnections.connection;

import java.util.UUID;

/**
 * What the other rooms know of a connection.
 *
 * @param id its id
 * @param brandId the brand it belongs to
 * @param primaryKey the name of the field that identifies a record
 */
public record Connection(UUID id, UUID brandId, String primaryKey) {
}
