package dataconnections.source;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.upstream.Calls;
import dataconnections.upstream.Deadline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FanOutTests {

	@Test
	void asManyTasksRunAtOnceAsMayAndNoMore() throws Exception {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CyclicBarrier together = new CyclicBarrier(3);
		new FanOut(3).run(Collections.nCopies(30, () -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			meet(together);
			running.decrementAndGet();
		}), later());
		assertThat(most.get()).isLessThanOrEqualTo(3);
	}

	@Test
	void failureIsToldAfterTheOthersAreDone() {
		AtomicInteger done = new AtomicInteger();
		IllegalArgumentException failure = new IllegalArgumentException("broken");
		assertThatIllegalStateException().isThrownBy(() -> new FanOut(1).run(List.of(done::incrementAndGet, () -> {
			throw failure;
		}, done::incrementAndGet), later())).withCause(failure);
		assertThat(done).hasValue(2);
	}

	@Test
	void deadlineStopsWhatRunsAndBeginsNoMore() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(2);
		AtomicInteger begun = new AtomicInteger();
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> new FanOut(2).run(Collections.nCopies(5, () -> {
				begun.incrementAndGet();
				try {
					new CountDownLatch(1).await();
				}
				finally {
					interrupted.countDown();
				}
			}), Deadline.in(Duration.ofMillis(50), Ticker.systemTicker())));
		interrupted.await();
		assertThat(begun.get()).isLessThanOrEqualTo(2);
	}

	private static void meet(CyclicBarrier barrier) throws InterruptedException {
		try {
			barrier.await();
		}
		catch (java.util.concurrent.BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Deadline later() {
		return Deadline.in(Calls.LONG, Ticker.systemTicker());
	}

}
