package dataconnections.upstream;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTests {

	private final MovableTicker ticker = new MovableTicker();

	private final RetryBudget budget = new RetryBudget(this.ticker);

	@Test
	void tenAreAlwaysPermitted() {
		assertThat(taken()).isEqualTo(10);
	}

	@Test
	void aFifthOfTheCallsIsPermitted() {
		count(99);
		assertThat(taken()).isEqualTo(19);
	}

	@Test
	void callsAndRetriesOfTenSecondsCountTogether() {
		for (int second = 0; second < 10; second++) {
			count(20);
			this.ticker.move(Duration.ofSeconds(second < 9 ? 1 : 0));
		}
		assertThat(taken()).isEqualTo(40);
		this.ticker.move(Duration.ofSeconds(5));
		assertThat(taken()).isZero();
	}

	@Test
	void whatIsOlderIsForgotten() {
		count(1000);
		assertThat(taken()).isEqualTo(200);
		this.ticker.move(Duration.ofSeconds(9));
		assertThat(taken()).isZero();
		this.ticker.move(Duration.ofSeconds(1));
		assertThat(taken()).isEqualTo(10);
		this.ticker.move(Duration.ofDays(400));
		assertThat(taken()).isEqualTo(10);
	}

	private void count(int calls) {
		IntStream.range(0, calls).forEach((call) -> this.budget.count());
	}

	private int taken() {
		int taken = 0;
		while (taken < 1_000 && this.budget.take()) {
			taken++;
		}
		return taken;
	}

}
