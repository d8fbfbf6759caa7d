package dataconnections.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.secret.Secrets;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The attempts at requests that may be sent again. One that is under way holds its key
 * for a lease that its process renews; the answer is kept in the transaction that has the
 * effect, and only if no other attempt has taken the key over meanwhile. So whatever dies
 * when, there is the effect with its answer, or neither.
 */
@Component
@EnableConfigurationProperties(IdempotencySettings.class)
class Attempts {

	/** How long a process may be silent before its attempts are taken for dead. */
	static final Duration LEASE = Duration.ofSeconds(30);

	private static final String BEGIN = """
			INSERT INTO idempotency_key (brand_id, key, attempt, expires_at) VALUES (:brand, :key, :attempt, :expiry)
			ON CONFLICT (brand_id, key) DO UPDATE SET attempt = excluded.attempt, expires_at = excluded.expires_at,
				fingerprint = NULL, status = NULL, location = NULL, body = NULL
			WHERE idempotency_key.expires_at <= :now""";

	private static final String KEEP = """
			UPDATE idempotency_key SET expires_at = :expiry, fingerprint = :fingerprint, status = :status,
				location = :location, body = :body
			WHERE brand_id = :brand AND key = :key AND attempt = :attempt AND status IS NULL""";

	private final JdbcClient jdbc;

	private final Secrets secrets;

	private final Duration keepFor;

	private final Clock clock;

	private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

	Attempts(JdbcClient jdbc, Secrets secrets, IdempotencySettings settings, Clock clock) {
		this.jdbc = jdbc;
		this.secrets = secrets;
		this.keepFor = settings.keepFor();
		this.clock = clock;
	}

	/** Takes a key, or tells what is under it. */
	Attempt begin(IdempotencyKey key) {
		Attempt.Begun attempt = new Attempt.Begun(key, UUID.randomUUID());
		int taken = this.jdbc.sql(BEGIN)
			.param("brand", key.brandId())
			.param("key", key.name())
			.param("attempt", attempt.id())
			.param("expiry", in(LEASE))
			.param("now", in(Duration.ZERO))
			.update();
		if (taken == 0) {
			return find(key);
		}
		this.underWay.add(attempt.id());
		return attempt;
	}

	/**
	 * Keeps an answer, in the transaction that has the effect.
	 * @throws ProblemException when another attempt has taken the key over, so that this
	 * one must come to nothing
	 */
	void keep(JdbcClient transaction, Attempt.Begun attempt, byte[] fingerprint, Attempt.Answer answer) {
		int kept = transaction.sql(KEEP)
			.param("expiry", in(this.keepFor))
			.param("fingerprint", fingerprint)
			.param("status", answer.status())
			.param("location", answer.location())
			.param("body", seal(attempt, answer.body()))
			.param("brand", attempt.key().brandId())
			.param("key", attempt.key().name())
			.param("attempt", attempt.id())
			.update();
		if (kept == 0) {
			throw ProblemException.of(ProblemType.CONFLICT,
					"The same request was sent again and is being done in place of this one, which took too long.");
		}
	}

	/** Sets the key free, unless an answer is kept. */
	void end(Attempt.Begun attempt, boolean isKept) {
		this.underWay.remove(attempt.id());
		if (!isKept) {
			this.jdbc.sql("""
					DELETE FROM idempotency_key
					WHERE brand_id = :brand AND key = :key AND attempt = :attempt AND status IS NULL""")
				.param("brand", attempt.key().brandId())
				.param("key", attempt.key().name())
				.param("attempt", attempt.id())
				.update();
		}
	}

	/** Tells that this process is alive. */
	void renew() {
		UUID[] alive = this.underWay.toArray(UUID[]::new);
		if (alive.length > 0) {
			this.jdbc.sql("UPDATE idempotency_key SET expires_at = ? WHERE attempt = ANY (?) AND status IS NULL")
				.params(in(LEASE), alive)
				.update();
		}
	}

	/** Forgets up to so many that are no longer kept, or dead; tells how many. */
	int forget(int most) {
		return this.jdbc.sql("""
				DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
					SELECT ctid FROM idempotency_key WHERE expires_at <= :now
					ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED))""")
			.param("now", in(Duration.ZERO))
			.param("most", most)
			.update();
	}

	private Attempt find(IdempotencyKey key) {
		return this.jdbc.sql("""
				SELECT attempt, fingerprint, status, location, body FROM idempotency_key
				WHERE brand_id = :brand AND key = :key AND status IS NOT NULL""")
			.param("brand", key.brandId())
			.param("key", key.name())
			.query((rs, n) -> done(key, rs))
			.optional()
			.orElseGet(Attempt.UnderWay::new);
	}

	private Attempt done(IdempotencyKey key, ResultSet rs) throws SQLException {
		Attempt.Begun attempt = new Attempt.Begun(key, rs.getObject("attempt", UUID.class));
		return new Attempt.Done(rs.getBytes("fingerprint"),
				new Attempt.Answer(rs.getInt("status"), rs.getString("location"), open(attempt, rs.getBytes("body"))));
	}

	private byte @Nullable [] seal(Attempt.Begun attempt, byte @Nullable [] body) {
		return (body != null) ? this.secrets.seal(attempt.key().brandId(), attempt.id(), body) : null;
	}

	private byte @Nullable [] open(Attempt.Begun attempt, byte @Nullable [] sealed) {
		return (sealed != null) ? this.secrets.open(attempt.key().brandId(), attempt.id(), sealed) : null;
	}

	private OffsetDateTime in(Duration duration) {
		return this.clock.instant().plus(duration).atOffset(ZoneOffset.UTC);
	}

}
