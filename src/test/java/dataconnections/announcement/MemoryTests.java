package dataconnections.announcement;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

class MemoryTests {

	private static final Duration NANO = Duration.ofNanos(1);

	private final AtomicLong nanos = new AtomicLong();

	private final Announcements announcements = new Announcements(this.nanos::get);

	private final Map<Integer, String> database = new ConcurrentHashMap<>(Map.of(1, "one", 2, "two"));

	private final Memory<Integer, String> memory = this.announcements.remember("number", this.database::get,
			(text) -> text.isEmpty() ? null : Integer.valueOf(text));

	@Test
	void withoutListeningItIsReliedOnForLessThanASecond() {
		assertThat(this.memory.get(1)).contains("one");
		this.database.put(1, "new");
		move(Announcements.DELAY.minus(NANO));
		assertThat(this.memory.get(1)).contains("one");
		move(NANO);
		assertThat(this.memory.get(1)).contains("new");
	}

	@Test
	void whileListeningItIsReliedOnForAMinute() {
		listen();
		assertThat(this.memory.get(1)).contains("one");
		this.database.put(1, "new");
		hearOn(Duration.ofMinutes(1).minusMillis(1));
		assertThat(this.memory.get(1)).contains("one");
		hearOn(Duration.ofMillis(1));
		assertThat(this.memory.get(1)).contains("new");
	}

	@Test
	void silenceOfASecondIsNoListening() {
		listen();
		assertThat(this.memory.get(1)).contains("one");
		hearOn(Duration.ofSeconds(10));
		this.database.put(1, "new");
		move(Announcements.DELAY.minus(NANO));
		assertThat(this.memory.get(1)).contains("one");
		move(NANO);
		assertThat(this.announcements.isListening()).isFalse();
		assertThat(this.memory.get(1)).contains("new");
	}

	@Test
	void whatWasReadBeforeListeningBeganAgainIsNotReliedOn() {
		listen();
		assertThat(this.memory.get(1)).contains("one");
		assertThat(this.announcements.end()).isTrue();
		this.database.put(1, "new");
		listen();
		assertThat(this.memory.get(1)).as("for less than a second").contains("one");
		hearOn(Announcements.DELAY);
		assertThat(this.memory.get(1)).contains("new");
	}

	@Test
	void announcementOfOneLeavesTheOthers() {
		assertThat(this.memory.get(1)).contains("one");
		assertThat(this.memory.get(2)).contains("two");
		this.database.putAll(Map.of(1, "new", 2, "new"));
		this.announcements.hear("numbers 1");
		this.announcements.hear("other 1");
		assertThat(this.memory.get(1)).contains("one");
		this.announcements.hear("number 1");
		assertThat(this.memory.get(1)).contains("new");
		assertThat(this.memory.get(2)).contains("two");
	}

	@ParameterizedTest
	@ValueSource(strings = { "number", "number what?" })
	void announcementThatNamesNoneIsOfAll(String announcement) {
		assertThat(this.memory.get(1)).contains("one");
		this.database.put(1, "new");
		this.announcements.hear(announcement);
		assertThat(this.memory.get(1)).contains("new");
	}

	@ParameterizedTest
	@ValueSource(strings = { "number 1", "number" })
	void whatIsBeingReadWhileItsChangeIsAnnouncedIsNotRemembered(String announcement) {
		listen();
		SlowDatabase slow = new SlowDatabase();
		CompletableFuture<String> first = slow.ask();
		slow.awaitReading();
		this.database.put(1, "new");
		this.announcements.hear(announcement);
		slow.answer();
		assertThat(first.join()).as("asked for before").isEqualTo("one");
		assertThat(slow.memory.get(1)).contains("new");
	}

	@Test
	void whoeverComesWhileItIsReadForLongReadsAnew() {
		listen();
		SlowDatabase slow = new SlowDatabase();
		CompletableFuture<String> first = slow.ask();
		slow.awaitReading();
		Thread joining = Thread.ofPlatform().start(() -> slow.memory.get(1));
		await().until(() -> joining.getState() == Thread.State.WAITING);
		CompletableFuture<String> second = slow.ask();
		this.database.put(1, "new");
		this.announcements.hear("number 1");
		hearOn(Announcements.DELAY);
		slow.answer();
		assertThat(first.join()).isEqualTo("one");
		assertThat(second.join()).isEqualTo("new");
	}

	@Test
	void thatThereIsNothingIsNotRemembered() {
		assertThat(this.memory.get(3)).isEmpty();
		this.database.put(3, "three");
		assertThat(this.memory.get(3)).contains("three");
	}

	@Test
	void failureIsToldAsItIsAndNotRemembered() {
		RuntimeException failure = new IllegalStateException("as planned");
		Map<Integer, RuntimeException> failures = new ConcurrentHashMap<>(Map.of(1, failure));
		Memory<Integer, String> failing = this.announcements.remember("failing", (key) -> {
			if (failures.containsKey(key)) {
				throw failures.get(key);
			}
			return "fine";
		}, Integer::valueOf);
		assertThatException().isThrownBy(() -> failing.get(1)).isSameAs(failure);
		failures.clear();
		assertThat(failing.get(1)).contains("fine");
	}

	private void listen() {
		this.announcements.begin(this.nanos.get());
		move(NANO);
	}

	private void move(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	private void hearOn(Duration time) {
		move(time);
		this.announcements.confirm(this.nanos.get());
	}

	/** Holds its first answer back. */
	private final class SlowDatabase {

		private final CountDownLatch reading = new CountDownLatch(1);

		private final CountDownLatch answering = new CountDownLatch(1);

		private final Memory<Integer, String> memory = MemoryTests.this.announcements.remember("number", this::read,
				(text) -> text.isEmpty() ? null : Integer.valueOf(text));

		private @Nullable String read(Integer key) {
			String value = MemoryTests.this.database.get(key);
			this.reading.countDown();
			awaitOn(this.answering);
			return value;
		}

		CompletableFuture<String> ask() {
			return CompletableFuture.supplyAsync(() -> this.memory.get(1).orElseThrow(), Thread::startVirtualThread);
		}

		void awaitReading() {
			awaitOn(this.reading);
		}

		void answer() {
			this.answering.countDown();
		}

		private static void awaitOn(CountDownLatch latch) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
