package dataconnections.tenant;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts, their brands and their API keys. Writers take turns, on all replicas.
 */
@Service
public class Tenants {

	private final JdbcClient jdbc;

	private final Clock clock;

	Tenants(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Makes sure that the two keys work together; does nothing if they do. Safe with
	 * several replicas starting at once.
	 * @param apiKey the API key
	 * @param brandKey the brand key
	 */
	@Transactional
	public void ensure(String apiKey, String brandKey) {
		takeTurn();
		open(new ApiKey(apiKey), brandKey);
	}

	/**
	 * Generates the first keys, once: of replicas that start together, one gets them.
	 * @return the keys, or nothing if there is an account already
	 */
	@Transactional
	Optional<FirstKeys> openFirst() {
		takeTurn();
		if (this.jdbc.sql("SELECT 1 FROM account LIMIT 1").query(Integer.class).optional().isPresent()) {
			return Optional.empty();
		}
		FirstKeys keys = FirstKeys.random();
		open(keys.apiKey(), keys.brandKey());
		return Optional.of(keys);
	}

	private void takeTurn() {
		this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('data-connections tenant'))").query((rs) -> {
		});
	}

	private void open(ApiKey key, String brandKey) {
		OffsetDateTime now = this.clock.instant().atOffset(ZoneOffset.UTC);
		UUID account = this.jdbc.sql("SELECT account_id FROM api_key WHERE key_hash = ?")
			.param(key.hash())
			.query(UUID.class)
			.optional()
			.orElseGet(() -> openAccount(key, now));
		this.jdbc.sql("""
				INSERT INTO brand (id, account_id, name, brand_key, created_at) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT DO NOTHING""").params(UUID.randomUUID(), account, brandKey, brandKey, now).update();
	}

	private UUID openAccount(ApiKey key, OffsetDateTime now) {
		UUID account = UUID.randomUUID();
		this.jdbc.sql("INSERT INTO account (id, name, created_at) VALUES (?, 'default', ?)")
			.params(account, now)
			.update();
		this.jdbc.sql("INSERT INTO api_key (id, account_id, prefix, key_hash, created_at) VALUES (?, ?, ?, ?, ?)")
			.params(UUID.randomUUID(), account, key.prefix(), key.hash(), now)
			.update();
		return account;
	}

}
