package dataconnections.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.tenant.ApiKey;
import dataconnections.tenant.Scope;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys of accounts. Whoever ends keys of one account takes turns, on all replicas.
 */
@Service
public class AccountKeys {

	private static final String FIND = """
			SELECT id, prefix, name, scope, created_at, last_used_at, expires_at, revoked_at
			FROM api_key LEFT JOIN api_key_use ON api_key_id = id
			WHERE account_id = :account""";

	private static final String ADD = """
			INSERT INTO api_key (id, account_id, prefix, key_hash, name, scope, created_at, expires_at)
			VALUES (:id, :account, :prefix, :hash, :name, :scope, :now, :expires)""";

	/** Whether the account can be managed without the key for as long as with it. */
	private static final String OUTLIVED = """
			SELECT EXISTS (SELECT FROM api_key other, api_key this
			WHERE this.id = :id AND other.account_id = this.account_id AND other.id <> this.id
			AND other.scope = 'manage' AND other.revoked_at IS NULL
			AND coalesce(other.expires_at, 'infinity') >= coalesce(this.expires_at, 'infinity'))""";

	private final JdbcClient jdbc;

	private final Clock clock;

	AccountKeys(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Makes a key.
	 * @param account whose it is
	 * @param request what it is to be
	 * @param last what is made of the key, and this once the secret, in the same
	 * transaction
	 * @param <T> what is made of it
	 * @return what was made
	 */
	@Transactional
	public <T> T create(UUID account, KeyRequest request, Function<Key, T> last) {
		return last.apply(add(account, request.name(), request.scope(),
				Expiration.of(request.expiresAt(), this.clock.instant())));
	}

	List<Key> list(UUID account) {
		return this.jdbc.sql(FIND + " ORDER BY created_at DESC, id DESC")
			.param("account", account)
			.query(Key::of)
			.list();
	}

	Key get(UUID account, UUID id) {
		return this.jdbc.sql(FIND + " AND id = :id")
			.param("account", account)
			.param("id", id)
			.query(Key::of)
			.optional()
			.orElseThrow(() -> ProblemException.unknown("key"));
	}

	/** Makes a key in another's place, which stays valid for a while. */
	@Transactional
	<T> T rotate(UUID account, UUID id, RotationRequest request, Function<Key, T> last) {
		takeTurn(account);
		Key old = get(account, id);
		Instant now = this.clock.instant();
		if (old.isRevoked() || old.isExpiredAt(now)) {
			throw ProblemException.of(ProblemType.CONFLICT,
					"The key is no longer valid, so it has nothing to hand over: create a new one.");
		}
		OffsetDateTime expires = Expiration.of(request.expiresAt(), now);
		Key successor = add(account, old.name(), old.scope(),
				(expires != null || old.expiresAt() == null) ? expires : old.expiresAt().atOffset(ZoneOffset.UTC));
		requireSuccession(old);
		this.jdbc.sql("UPDATE api_key SET expires_at = least(expires_at, :end) WHERE id = :id")
			.param("end", now.plus(request.overlap()).atOffset(ZoneOffset.UTC))
			.param("id", id)
			.update();
		return last.apply(successor);
	}

	/** Ends a key; one that has ended stays as it is. */
	@Transactional
	boolean revoke(UUID account, UUID id) {
		takeTurn(account);
		Key key = get(account, id);
		Instant now = this.clock.instant();
		if (key.isRevoked()) {
			return false;
		}
		if (!key.isExpiredAt(now)) {
			requireSuccession(key);
		}
		this.jdbc.sql("UPDATE api_key SET revoked_at = :now WHERE id = :id")
			.param("now", now.atOffset(ZoneOffset.UTC))
			.param("id", id)
			.update();
		return true;
	}

	private Key add(UUID account, String name, Scope scope, @Nullable OffsetDateTime expires) {
		ApiKey secret = ApiKey.random();
		UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
		this.jdbc.sql(ADD)
			.param("id", id)
			.param("account", account)
			.param("prefix", secret.prefix())
			.param("hash", secret.hash())
			.param("name", name)
			.param("scope", scope.toString())
			.param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
			.param("expires", expires)
			.update();
		return get(account, id).with(secret);
	}

	private void takeTurn(UUID account) {
		this.jdbc.sql("SELECT id FROM account WHERE id = ? FOR NO KEY UPDATE")
			.param(account)
			.query(UUID.class)
			.optional();
	}

	/** Keeps an account from being left without a key that can manage it. */
	private void requireSuccession(Key key) {
		if (key.scope() == Scope.MANAGE
				&& !this.jdbc.sql(OUTLIVED).param("id", key.keyUuid()).query(Boolean.class).single()) {
			throw ProblemException.of(ProblemType.CONFLICT,
					"No other key of scope manage is valid as long as this one, so the account could not be managed "
							+ "without it: create one that is first.");
		}
	}

}
