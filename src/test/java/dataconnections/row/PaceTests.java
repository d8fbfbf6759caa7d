package dataconnections.row;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The time between two steps of clearing up. */
class PaceTests {

	private final AtomicLong now = new AtomicLong();

	private final List<Duration> rests = new ArrayList<>();

	private final Pace pace = new Pace(this.now::get, (nanos) -> this.rests.add(Duration.ofNanos(nanos)));

	@Test
	void restLastsAsLongAsTheStepBefore() {
		assertThat(take(Duration.ofMillis(30), true)).isTrue();
		assertThat(take(Duration.ofMillis(70), true)).isTrue();

		assertThat(this.rests).containsExactly(Duration.ofMillis(30), Duration.ofMillis(70));
	}

	@Test
	void nobodyRestsAfterTheLastStep() {
		assertThat(take(Duration.ofMillis(30), false)).isFalse();

		assertThat(this.rests).isEmpty();
	}

	@Test
	void longStepIsNotFollowedByALongRest() {
		take(Duration.ofMinutes(1), true);

		assertThat(this.rests).containsExactly(Pace.LONGEST_REST);
	}

	private boolean take(Duration length, boolean more) {
		return this.pace.take(() -> {
			this.now.addAndGet(length.toNanos());
			return more;
		});
	}

}
