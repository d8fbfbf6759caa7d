package dataconnections.tenant;

import java.util.UUID;

public record Brand(UUID id, UUID accountId, String name) {
}
