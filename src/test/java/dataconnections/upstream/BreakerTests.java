package dataconnections.upstream;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BreakerTests {

	private final MovableTicker ticker = new MovableTicker();

	private final Breaker breaker = new Breaker(
			new BreakerSettings(50, 4, Duration.ofSeconds(30), Duration.ofSeconds(10), 2), this.ticker);

	@ParameterizedTest
	@EnumSource(names = { "HOST_UNKNOWN", "NOT_CONNECTED", "TLS", "CONNECTION_LOST", "TIMEOUT" })
	void outageOpensIt(Failure failure) throws InterruptedException {
		make(4, Outcome.Failed.of(failure));
		assertThat(this.breaker.isClosed()).isFalse();
	}

	@Test
	void outageThatAsksToBeCalledLaterOpensItToo() throws InterruptedException {
		make(4, Outcome.Failed.until(Failure.RETRY_LATER, 429, Duration.ofHours(1)));
		assertThat(this.breaker.isClosed()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = { "NOT_HTTP", "TOO_LARGE", "CODING", "NOT_JSON" })
	void badAnswerIsAnAnswer(Failure failure) throws InterruptedException {
		make(40, Outcome.Failed.of(failure));
		assertThat(this.breaker.isClosed()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "ADDRESS_REFUSED", "BULKHEAD_FULL" })
	void callThatWasNotMadeCountsNeitherWay(Failure failure) throws InterruptedException {
		make(60, Outcome.Failed.of(failure));
		make(4, Outcome.Failed.ofStatus(500));
		assertThat(this.breaker.isClosed()).isFalse();
	}

	@Test
	void callThatWasGivenUpFreesItsProbe() throws InterruptedException {
		make(4, Outcome.Failed.ofStatus(500));
		this.ticker.move(Duration.ofSeconds(11));
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.breaker.run(() -> {
				throw new InterruptedException();
			}));
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.breaker.run(() -> {
				throw new IllegalStateException();
			}));
		}
		make(2, new Outcome.NoData(404));
		assertThat(this.breaker.isClosed()).isTrue();
	}

	private void make(int calls, Outcome outcome) throws InterruptedException {
		for (int i = 0; i < calls; i++) {
			assertThat(this.breaker.run(() -> outcome)).isEqualTo(outcome);
		}
	}

}
