package dataconnections.connection;

import java.util.UUID;

public record Connection(UUID id, UUID brandId, String primaryKey) {
}
