package dataconnections.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
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

	/**
	 * How long keys are known to have been valid: whoever has such keys is not guessing.
	 * Longer than any token lives, so that it can always be renewed.
	 */
	static final Duration KNOWN = Duration.ofHours(25);

	private static final int MAX_KNOWN = 100_000;

	private static final String LOOK_UP = """
			SELECT brand.id, brand.account_id, brand.name, api_key.id, api_key.scope, api_key.expires_at
			FROM api_key JOIN brand ON brand.account_id = api_key.account_id
			WHERE api_key.revoked_at IS NULL""";

	private static final String BY_KEYS = LOOK_UP + " AND api_key.key_hash = ? AND brand.brand_key = ?";

	private static final String BY_IDS = LOOK_UP + " AND api_key.id = ? AND brand.id = ?";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Memory<Asked, Grant> grants;

	private final Cache<Asked, Boolean> known;

	KeyLookup(JdbcClient jdbc, Clock clock, Ticker ticker, Announcements announcements) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.grants = announcements.remember("key", this::read, (any) -> null);
		this.known = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(KNOWN).maximumSize(MAX_KNOWN).build();
	}

	/**
	 * Finds what two keys stand for.
	 * @param apiKey the API key
	 * @param brandKey the brand key
	 * @param unknown run before keys are looked up that were not valid within
	 * {@link #KNOWN}; may refuse them by throwing
	 * @return the grant; nothing if the keys are not valid together
	 */
	Optional<Grant> find(String apiKey, String brandKey, Runnable unknown) {
		if (isImpossible(apiKey) || isImpossible(brandKey)) {
			unknown.run();
			return Optional.empty();
		}
		return find(new Keys(HexFormat.of().formatHex(new ApiKey(apiKey).hash()), brandKey), unknown);
	}

	Optional<Grant> find(UUID apiKeyId, UUID brandId) {
		return find(new Ids(apiKeyId, brandId), () -> {
		});
	}

	private Optional<Grant> find(Asked asked, Runnable unknown) {
		Optional<Grant> grant = this.grants.recall(asked);
		if (grant.isEmpty()) {
			grant = readAnew(asked, unknown);
		}
		return grant.filter((found) -> found.isValidAt(this.clock.instant()));
	}

	private Optional<Grant> readAnew(Asked asked, Runnable unknown) {
		if (this.known.getIfPresent(asked) == null) {
			unknown.run();
		}
		Optional<Grant> grant = this.grants.get(asked);
		if (grant.isPresent()) {
			this.known.put(asked, true);
		}
		else {
			this.known.invalidate(asked);
		}
		return grant;
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
					rs.getObject(4, UUID.class), Scope.of(rs.getString(5)), rs.getObject(6, OffsetDateTime.class)))
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
	 * @param scope what the API key is good for
	 * @param expiresAt when the API key expires; null for never
	 */
	record Grant(Brand brand, UUID apiKeyId, Scope scope, @Nullable OffsetDateTime expiresAt) {

		private boolean isValidAt(Instant now) {
			return this.expiresAt == null || this.expiresAt.toInstant().isAfter(now);
		}

	}

}
