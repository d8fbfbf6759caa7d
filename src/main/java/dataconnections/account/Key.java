package dataconnections.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dataconnections.tenant.ApiKey;
import dataconnections.tenant.Scope;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its account sees it.
 *
 * @param keyUuid its id
 * @param apiKey the key itself, in the answer that makes it; otherwise null
 * @param prefix its first characters
 * @param name what people call it
 * @param scope what it is good for
 * @param createdAt when it was made
 * @param lastUsedAt when it was last used, right to a minute or two; null for never
 * @param expiresAt from when on it is not valid; null for never
 * @param revokedAt when it was revoked; null if it was not
 */
public record Key(UUID keyUuid, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ApiKey apiKey, String prefix,
		String name, Scope scope, Instant createdAt, @Nullable Instant lastUsedAt, @Nullable Instant expiresAt,
		@Nullable Instant revokedAt) {

	static Key of(ResultSet row, int number) throws SQLException {
		return new Key(row.getObject("id", UUID.class), null, row.getString("prefix"), row.getString("name"),
				Scope.of(row.getString("scope")), row.getObject("created_at", OffsetDateTime.class).toInstant(),
				time(row, "last_used_at"), time(row, "expires_at"), time(row, "revoked_at"));
	}

	Key with(ApiKey secret) {
		return new Key(this.keyUuid, secret, this.prefix, this.name, this.scope, this.createdAt, this.lastUsedAt,
				this.expiresAt, this.revokedAt);
	}

	boolean isRevoked() {
		return this.revokedAt != null;
	}

	boolean isExpiredAt(Instant now) {
		return this.expiresAt != null && !this.expiresAt.isAfter(now);
	}

	private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}
