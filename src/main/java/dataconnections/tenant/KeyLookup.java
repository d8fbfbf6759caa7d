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
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the brand that two keys stand for. What was found is remembered for a second, so
 * that a revoked key stops working within a second on every replica; what was not found
 * is asked for again.
 */
@Component
class KeyLookup {

	static final Duration REMEMBERED = Duration.ofSeconds(1);

	private static final int MAX_REMEMBERED = 100_000;

	private static final String LOOK_UP = """
			SELECT brand.id, brand.account_id, brand.name, api_key.expires_at
			FROM api_key JOIN brand ON brand.account_id = api_key.account_id
			WHERE api_key.key_hash = ? AND brand.brand_key = ? AND api_key.revoked_at IS NULL""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Cache<Pair, Grant> grants;

	KeyLookup(JdbcClient jdbc, Clock clock, Ticker ticker) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.grants = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterWrite(REMEMBERED)
			.maximumSize(MAX_REMEMBERED)
			.build();
	}

	Optional<Brand> find(String apiKey, String brandKey) {
		byte[] hash = new ApiKey(apiKey).hash();
		Pair pair = new Pair(HexFormat.of().formatHex(hash), brandKey);
		Grant grant = this.grants.getIfPresent(pair);
		if (grant == null) {
			grant = read(hash, brandKey);
			if (grant != null) {
				this.grants.put(pair, grant);
			}
		}
		return Optional.ofNullable(grant).filter((found) -> found.isValidAt(this.clock.instant())).map(Grant::brand);
	}

	private @Nullable Grant read(byte[] hash, String brandKey) {
		return this.jdbc.sql(LOOK_UP)
			.param(hash)
			.param(brandKey)
			.query((rs, n) -> new Grant(
					new Brand(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class), rs.getString(3)),
					rs.getObject(4, OffsetDateTime.class)))
			.optional()
			.orElse(null);
	}

	private record Pair(String hash, String brandKey) {
	}

	private record Grant(Brand brand, @Nullable OffsetDateTime expiresAt) {

		boolean isValidAt(Instant now) {
			return this.expiresAt == null || this.expiresAt.toInstant().isAfter(now);
		}

	}

}
