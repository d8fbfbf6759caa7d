package dataconnections.tenant;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import dataconnections.announcement.Announcements;
import dataconnections.announcement.Memory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the brand that two keys stand for. What was found is remembered, but a revoked
 * key stops working within {@link Announcements#DELAY} on every replica; what was not
 * found is asked for again.
 */
@Component
class KeyLookup {

	private static final String LOOK_UP = """
			SELECT brand.id, brand.account_id, brand.name, api_key.id, api_key.expires_at
			FROM api_key JOIN brand ON brand.account_id = api_key.account_id
			WHERE api_key.revoked_at IS NULL""";

	private static final String BY_KEYS = LOOK_UP + " AND api_key.key_hash = ? AND brand.brand_key = ?";

	private static final String BY_IDS = LOOK_UP + " AND api_key.id = ? AND brand.id = ?";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Memory<Asked, Grant> grants;

	KeyLookup(JdbcClient jdbc, Clock clock, Announcements announcements) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.grants = announcements.remember("key", this::read, (any) -> null);
	}

	Optional<Grant> find(String apiKey, String brandKey) {
		if (isImpossible(apiKey) || isImpossible(brandKey)) {
			return Optional.empty();
		}
		return find(new Keys(HexFormat.of().formatHex(new ApiKey(apiKey).hash()), brandKey));
	}

	Optional<Grant> find(UUID apiKeyId, UUID brandId) {
		return find(new Ids(apiKeyId, brandId));
	}

	private Optional<Grant> find(Asked asked) {
		return this.grants.get(asked).filter((found) -> found.isValidAt(this.clock.instant()));
	}

	private @Nullable Grant read(Asked asked) {
		return switch (asked) {
			case Keys keys -> read(BY_KEYS, HexFormat.of().parseHex(keys.hash()), keys.brandKey());
			case Ids ids -> read(BY_IDS, ids.apiKeyId(), ids.brandId());
		};
	}

	private @Nullable Grant read(String sql, Object... parameters) {
		return this.jdbc.sql(sql)
			.params(parameters)
			.query((rs, n) -> new Grant(
					new Brand(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class), rs.getString(3)),
					rs.getObject(4, UUID.class), rs.getObject(5, OffsetDateTime.class)))
			.optional()
			.orElse(null);
	}

	/** The database would not even take it. */
	private static boolean isImpossible(String key) {
		return key.length() > KeyHeaders.MAX_LENGTH || key.indexOf('\0') >= 0;
	}

	private sealed interface Asked {

	}

	private record Keys(String hash, String brandKey) implements Asked {
	}

	private record Ids(UUID apiKeyId, UUID brandId) implements Asked {
	}

	/**
	 * What two keys, or their ids, stand for.
	 *
	 * @param brand the brand
	 * @param apiKeyId the id of the API key
	 * @param expiresAt when the API key expires; null for never
	 */
	record Grant(Brand brand, UUID apiKeyId, @Nullable OffsetDateTime expiresAt) {

		private boolean isValidAt(Instant now) {
			return this.expiresAt == null || this.expiresAt.toInstant().isAfter(now);
		}

	}

}
