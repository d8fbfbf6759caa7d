package dataconnections.tally;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallsTests {

	private final Calls calls = new Calls(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

	@Test
	void withoutCallsNothingIsTold() {
		assertThat(this.calls.figures()).isEqualTo(new Calls.Figures(0, 0, 0, null, null, null, List.of()));
	}

	@Test
	void percentilesAreThoseOfAllCallsAndErrorsTheirShare() {
		for (int i = 1; i <= 100; i++) {
			if (i > 90) {
				this.calls.failed(Duration.ofMillis(i), "status", 500);
			}
			else {
				this.calls.answered(Duration.ofMillis(i));
			}
		}
		Calls.Figures figures = this.calls.figures();
		assertThat(figures.median()).isEqualTo(Duration.ofMillis(50));
		assertThat(figures.slow()).isEqualTo(Duration.ofMillis(95));
		assertThat(figures.errorRate()).isEqualTo(0.1);
	}

	@Test
	void onlyTheLatestAreKept() {
		this.calls.failed(Duration.ofSeconds(9), "timeout", null);
		for (int i = 0; i < Calls.WINDOW; i++) {
			this.calls.answered(Duration.ofMillis(1));
		}
		for (int i = 0; i < 3 * Calls.ERRORS; i++) {
			this.calls.withheld("cause" + i);
		}
		Calls.Figures figures = this.calls.figures();
		assertThat(figures.count()).isEqualTo(Calls.WINDOW + 1);
		assertThat(figures.window()).isEqualTo(Calls.WINDOW);
		assertThat(figures.slow()).isEqualTo(Duration.ofMillis(1));
		assertThat(figures.errorRate()).isZero();
		assertThat(figures.withheld()).isEqualTo(3 * Calls.ERRORS);
		assertThat(figures.errors()).hasSize(Calls.ERRORS)
			.startsWith(new Calls.Mishap(Instant.EPOCH, "cause29", null))
			.endsWith(new Calls.Mishap(Instant.EPOCH, "cause20", null));
	}

	@Test
	void manyThatAreNotMadeLeaveTheCauseToBeSeen() {
		this.calls.failed(Duration.ofSeconds(9), "timeout", null);
		for (int i = 0; i < 3 * Calls.ERRORS; i++) {
			this.calls.withheld("breaker_open");
		}
		assertThat(this.calls.figures().errors()).extracting(Calls.Mishap::cause)
			.containsExactly("breaker_open", "timeout");
	}

}
