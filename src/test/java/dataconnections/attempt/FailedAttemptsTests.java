package dataconnections.attempt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dataconnections.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FailedAttemptsTests {

	private final RuntimeException refusal = new IllegalStateException("refused");

	private final AtomicLong nanos = new AtomicLong();

	private final FailedAttempts attempts = new FailedAttempts(new AuthenticationSettings(3, Duration.ofMinutes(1)),
			this.nanos::get);

	@Test
	void soManyAreRefusedAsTheyAreAndTheNextIsTooMany() {
		for (int i = 0; i < 3; i++) {
			assertThatCode(() -> this.attempts.check("192.0.2.1")).doesNotThrowAnyException();
			assertThat(this.attempts.count("192.0.2.1", this.refusal)).isSameAs(this.refusal);
		}
		assertThat(this.attempts.count("192.0.2.1", this.refusal)).isInstanceOf(TooManyAttemptsException.class);
		assertThatExceptionOfType(TooManyAttemptsException.class).isThrownBy(() -> this.attempts.check("192.0.2.1"))
			.satisfies((refused) -> assertThat(refused.problem().type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS));
	}

	@Test
	void whatWasUsedUpComesBackEvenly() {
		useUp("192.0.2.1");
		this.nanos.addAndGet(Duration.ofSeconds(20).toNanos() - 1);
		assertThatExceptionOfType(TooManyAttemptsException.class).isThrownBy(() -> this.attempts.check("192.0.2.1"));
		this.nanos.addAndGet(1);
		assertThatCode(() -> this.attempts.check("192.0.2.1")).doesNotThrowAnyException();
		assertThat(this.attempts.count("192.0.2.1", this.refusal)).isSameAs(this.refusal);
		assertThat(this.attempts.count("192.0.2.1", this.refusal)).isInstanceOf(TooManyAttemptsException.class);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false",
			"2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true", "2001:db8:0:1::1, 2001:db8:0:2::1, false",
			"2001:db8::1, 2001:0DB8:0::0001, true", "fe80::1%eth0, fe80::2%eth0, true", "unknown, unknown, true",
			"unknown, 192.0.2.1, false" })
	void addressesOfOneClientShareTheirAttempts(String used, String asked, boolean shared) {
		useUp(used);
		if (shared) {
			assertThatExceptionOfType(TooManyAttemptsException.class).isThrownBy(() -> this.attempts.check(asked));
		}
		else {
			assertThatCode(() -> this.attempts.check(asked)).doesNotThrowAnyException();
		}
	}

	@Test
	void addressesAreBounded() {
		for (int i = 0; i < FailedAttempts.MAX_ADDRESSES * 3 / 2; i++) {
			this.attempts.count("host" + i, this.refusal);
		}
		assertThat(this.attempts.addresses()).isBetween(1L, (long) FailedAttempts.MAX_ADDRESSES);
	}

	private void useUp(String address) {
		for (int i = 0; i < 3; i++) {
			assertThat(this.attempts.count(address, this.refusal)).isSameAs(this.refusal);
		}
	}

}
