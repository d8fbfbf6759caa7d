package dataconnections.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import dataconnections.TestDatabase;
import dataconnections.problem.ProblemException;
import dataconnections.secret.TestSecrets;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two replicas' attempts on one database, with a clock each. */
class AttemptsTests {

	private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

	private static JdbcClient jdbc;

	private final IdempotencyKey key = new IdempotencyKey(UUID.randomUUID(), "key");

	@BeforeAll
	static void migrate() {
		DriverManagerDataSource database = TestDatabase.empty();
		Flyway.configure().dataSource(database).locations("classpath:db/migration/idempotency").load().migrate();
		jdbc = JdbcClient.create(database);
	}

	@Test
	void attemptThatIsRenewedIsNotTakenOver() {
		Attempts first = at(Duration.ZERO);
		assertThat(first.begin(this.key)).isInstanceOf(Attempt.Begun.class);
		assertThat(at(Duration.ofSeconds(29)).begin(this.key)).isInstanceOf(Attempt.UnderWay.class);
	}

	@Test
	void attemptOfADeadProcessIsTakenOverAndItsOwnComesToNothing() {
		Attempts first = at(Duration.ZERO);
		Attempt.Begun dead = (Attempt.Begun) first.begin(this.key);
		Attempts second = at(Attempts.LEASE);
		Attempt.Begun begun = (Attempt.Begun) second.begin(this.key);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> keep(first, dead, "dead"));
		first.end(dead, false);
		keep(second, begun, "done");
		second.end(begun, true);
		Attempt.Done done = (Attempt.Done) first.begin(this.key);
		assertThat(done.answer().body()).asString().isEqualTo("done");
		assertThat(done.answer().status()).isEqualTo(201);
		assertThat(done.answer().location()).isEqualTo("/x");
	}

	@Test
	void keyOfAnAttemptThatEndsWithoutAnAnswerIsFree() {
		Attempts attempts = at(Duration.ZERO);
		attempts.end((Attempt.Begun) attempts.begin(this.key), false);
		assertThat(attempts.begin(this.key)).isInstanceOf(Attempt.Begun.class);
	}

	@Test
	void whatIsKeptOrAliveIsNotForgottenAndTheRestIsInBoundedChunks() {
		Attempts attempts = at(Duration.ZERO);
		Attempt.Begun kept = (Attempt.Begun) attempts.begin(this.key);
		keep(attempts, kept, "kept");
		attempts.end(kept, true);
		for (int i = 0; i < 5; i++) {
			attempts.begin(new IdempotencyKey(this.key.brandId(), "dead " + i));
		}
		assertThat(at(Attempts.LEASE.minusSeconds(1)).forget(100)).isZero();
		Attempts later = at(Attempts.LEASE);
		assertThat(later.forget(3)).isEqualTo(3);
		assertThat(later.forget(3)).isGreaterThanOrEqualTo(2);
		assertThat(later.begin(this.key)).isInstanceOf(Attempt.Done.class);
		at(Duration.ofHours(24)).forget(100);
		assertThat(later.begin(this.key)).isInstanceOf(Attempt.Begun.class);
	}

	@Test
	void leasesOfThisProcessAreRenewed() {
		MovableInstant clock = new MovableInstant();
		Attempts attempts = attempts(clock);
		Attempt.Begun alive = (Attempt.Begun) attempts.begin(this.key);
		for (int i = 0; i < 10; i++) {
			clock.now = clock.now.plusSeconds(20);
			attempts.renew();
		}
		assertThat(attempts(clock).begin(this.key)).isInstanceOf(Attempt.UnderWay.class);
		keep(attempts, alive, "done");
		attempts.end(alive, true);
		assertThat(attempts(clock).begin(this.key)).isInstanceOf(Attempt.Done.class);
	}

	private static void keep(Attempts attempts, Attempt.Begun attempt, String body) {
		attempts.keep(jdbc, attempt, new byte[32],
				new Attempt.Answer(201, "/x", body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
	}

	private static Attempts at(Duration after) {
		return attempts(Clock.fixed(START.plus(after), ZoneOffset.UTC));
	}

	private static Attempts attempts(Clock clock) {
		return new Attempts(jdbc, TestSecrets.create(),
				new IdempotencySettings(Duration.ofHours(24), Duration.ofMinutes(1)), clock);
	}

	private static final class MovableInstant extends Clock {

		private Instant now = START;

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public java.time.ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

	}

}
