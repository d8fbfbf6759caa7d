package dataconnections.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts, their brands and their API keys. A look-up that succeeded is remembered for a
 * second, so that a revoked key stops working within a second on every replica.
 */
@Service
public class Tenants {

	private static final Duration REMEMBERED = Duration.ofSeconds(1);

	private static final String LOOK_UP = """
			SELECT brand.id, brand.account_id, brand.name, api_key.expires_at
			FROM api_key JOIN brand ON brand.account_id = api_key.account_id
			WHERE api_key.key_hash = ? AND brand.brand_key = ? AND api_key.revoked_at IS NULL""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Cache<Pair, Grant> grants = Caffeine.newBuilder()
		.expireAfterWrite(REMEMBERED)
		.maximumSize(100_000)
		.build();

	Tenants(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	Optional<Brand> find(String apiKey, String brandKey) {
		byte[] hash = new ApiKey(apiKey).hash();
		Pair pair = new Pair(HexFormat.of().formatHex(hash), brandKey);
		Grant grant = this.grants.getIfPresent(pair);
		if (grant == null) {
			grant = this.jdbc.sql(LOOK_UP)
				.param(hash)
				.param(brandKey)
				.query((rs, n) -> new Grant(
						new Brand(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class), rs.getString(3)),
						rs.getObject(4, OffsetDateTime.class)))
				.optional()
				.orElse(null);
			if (grant != null) {
				this.grants.put(pair, grant);
			}
		}
		return Optional.ofNullable(grant).filter((found) -> found.isValidAt(this.clock.instant())).map(Grant::brand);
	}

	/**
	 * Whether nobody can use the service yet.
	 * @return true when there is no account
	 */
	boolean isEmpty() {
		return this.jdbc.sql("SELECT 1 FROM account LIMIT 1").query(Integer.class).optional().isEmpty();
	}

	/**
	 * Makes sure that the two keys work together; does nothing if they do. Safe with
	 * several replicas starting at once.
	 * @param apiKey the API key
	 * @param brandKey the brand key
	 */
	@Transactional
	public void ensure(String apiKey, String brandKey) {
		this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('data-connections tenant'))").query((rs) -> {
		});
		if (find(apiKey, brandKey).isPresent()) {
			return;
		}
		ApiKey key = new ApiKey(apiKey);
		OffsetDateTime now = this.clock.instant().atOffset(ZoneOffset.UTC);
		UUID account = this.jdbc.sql("SELECT account_id FROM api_key WHERE key_hash = ?")
			.param(key.hash())
			.query(UUID.class)
			.optional()
			.orElseGet(() -> open(key, now));
		this.jdbc.sql("""
				INSERT INTO brand (id, account_id, name, brand_key, created_at) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT DO NOTHING""").params(UUID.randomUUID(), account, brandKey, brandKey, now).update();
	}

	private UUID open(ApiKey key, OffsetDateTime now) {
		UUID account = UUID.randomUUID();
		this.jdbc.sql("INSERT INTO account (id, name, created_at) VALUES (?, 'default', ?)")
			.params(account, now)
			.update();
		this.jdbc.sql("INSERT INTO api_key (id, account_id, prefix, key_hash, created_at) VALUES (?, ?, ?, ?, ?)")
			.params(UUID.randomUUID(), account, key.prefix(), key.hash(), now)
			.update();
		return account;
	}

	private record Pair(String hash, String brandKey) {
	}

	private record Grant(Brand brand, @Nullable OffsetDateTime expiresAt) {

		boolean isValidAt(Instant now) {
			return this.expiresAt == null || this.expiresAt.toInstant().isAfter(now);
		}

	}

}
