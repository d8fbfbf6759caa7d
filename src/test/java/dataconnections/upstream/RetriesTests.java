package dataconnections.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RetriesTests {

	private static final Outcome GOOD = new Outcome.NoData(404);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final MovableTicker ticker = new MovableTicker();

	private final List<Duration> waits = new ArrayList<>();

	private final Deque<Attempt> attempts = new ArrayDeque<>();

	private double random = 1;

	private int permits = Integer.MAX_VALUE;

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503, 504, 507, 511, 520, 599 })
	void statusThatMayPassIsRepeated(int status) throws Exception {
		assertThat(outcome(1, failed(status, null), good())).isEqualTo(GOOD);
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 301, 304, 400, 401, 403, 405, 409, 421, 451, 501, 505, 600, 999 })
	void statusThatStaysIsNotRepeated(int status) throws Exception {
		assertThat(outcome(10, failed(status, null), good())).isEqualTo(Outcome.Failed.ofStatus(status));
	}

	@ParameterizedTest
	@EnumSource(names = { "HOST_UNKNOWN", "NOT_CONNECTED", "CONNECTION_LOST" })
	void brokenConnectionIsRepeated(Failure failure) throws Exception {
		assertThat(outcome(1, Attempt.of(Outcome.Failed.of(failure)), good())).isEqualTo(GOOD);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE,
			names = { "HOST_UNKNOWN", "NOT_CONNECTED", "CONNECTION_LOST", "STATUS" })
	void otherFailureIsNotRepeated(Failure failure) throws Exception {
		assertThat(outcome(10, Attempt.of(Outcome.Failed.of(failure)), good())).isEqualTo(Outcome.Failed.of(failure));
	}

	@Test
	void lastFailureCountsWhenRetriesAreUsedUp() throws Exception {
		assertThat(outcome(2, failed(500, null), failed(502, null), failed(503, null), good()))
			.isEqualTo(Outcome.Failed.ofStatus(503));
		assertThat(this.waits).hasSize(2);
	}

	@Test
	void noRetryMeansNoRetry() throws Exception {
		assertThat(outcome(0, failed(503, null), good())).isEqualTo(Outcome.Failed.ofStatus(503));
	}

	@Test
	void waitsDoubleUpToTheLongest() throws Exception {
		outcome(6, failed(500, null), failed(500, null), failed(500, null), failed(500, null), failed(500, null),
				failed(500, null), good());
		assertThat(this.waits).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
	}

	@Test
	void jitterIsFull() throws Exception {
		this.random = 0;
		outcome(1, failed(500, null), good());
		this.random = 0.25;
		outcome(1, failed(500, null), good());
		assertThat(this.waits).extracting(Duration::toMillis).containsExactly(0L, 25L);
	}

	@Test
	void nobodyWaitsPastTheDeadline() throws Exception {
		this.ticker.move(Duration.ofMillis(250));
		Deadline soon = new Deadline(this.ticker, this.ticker.read() + Duration.ofMillis(250).toNanos());
		this.attempts.addAll(List.of(failed(500, null), failed(502, null), good()));
		assertThat(run(5, soon)).isEqualTo(Outcome.Failed.ofStatus(502));
		assertThat(this.waits).containsExactly(Duration.ofMillis(100));
	}

	@Test
	void upstreamIsWaitedForAsLongAsItAsksAndSomeJitter() throws Exception {
		assertThat(outcome(2, failed(429, Duration.ofSeconds(3)), failed(503, Duration.ofSeconds(4)), good()))
			.isEqualTo(GOOD);
		assertThat(this.waits).containsExactly(Duration.ofMillis(3100), Duration.ofMillis(4200));
	}

	@Test
	void upstreamThatAsksForMoreThanIsLeftIsLeftAloneAtOnce() throws Exception {
		for (int retries : new int[] { 0, 3 }) {
			assertThat(outcome(retries, failed(503, TIMEOUT.plusMillis(1)), good()))
				.isEqualTo(Outcome.Failed.until(Failure.RETRY_LATER, 503, Duration.ofSeconds(11)));
			assertThat(this.waits).isEmpty();
		}
	}

	@Test
	void statusThatStaysStaysWhateverTheUpstreamAsks() throws Exception {
		assertThat(outcome(3, failed(403, Duration.ofHours(1)), good())).isEqualTo(Outcome.Failed.ofStatus(403));
	}

	@Test
	void failureStandsWhenNoRetryIsPermitted() throws Exception {
		this.permits = 1;
		assertThat(outcome(5, failed(500, null), failed(502, null), good())).isEqualTo(Outcome.Failed.ofStatus(502));
	}

	@Test
	void interruptEndsTheWait() {
		Retries retries = new Retries(new Backoff(TIMEOUT, TIMEOUT, () -> 0.5), Thread::sleep);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class)
			.isThrownBy(() -> retries.run(() -> failed(500, null), 3, Deadline.in(TIMEOUT, this.ticker), () -> true));
	}

	private Outcome outcome(int retries, Attempt... attempts) throws InterruptedException {
		this.attempts.clear();
		this.attempts.addAll(List.of(attempts));
		return run(retries, Deadline.in(TIMEOUT, this.ticker));
	}

	private Outcome run(int retries, Deadline deadline) throws InterruptedException {
		Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> this.random);
		return new Retries(backoff, (wait) -> {
			this.waits.add(wait);
			this.ticker.move(wait);
		}).run(this.attempts::remove, retries, deadline, () -> this.permits-- > 0);
	}

	private static Attempt failed(int status, @Nullable Duration retryAfter) {
		return new Attempt(Outcome.Failed.ofStatus(status), retryAfter);
	}

	private static Attempt good() {
		return Attempt.of(GOOD);
	}

}
