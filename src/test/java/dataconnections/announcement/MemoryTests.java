package dataconnections.announcement;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

class MemoryTests {

	private static final Duration NANO = Duration.ofNanos(1);

	private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

	private final AtomicLong nanos = new AtomicLong();

	private final Announcements announcements = new Announcements(this.nanos::get,
			new AnnouncementSettings(null, MAX_SILENCE));

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

	@Test
	void whatWasKnownLastStandsInForWhatCannotBeReadUntilItIsTooOld() {
		BrokenDatabase broken = new BrokenDatabase();
		listen();
		assertThat(broken.memory.get(1)).contains("one");
		hearOn(Duration.ofSeconds(59));
		this.announcements.end();
		broken.failure = new DataAccessResourceFailureException("as planned");
		move(MAX_SILENCE.minus(NANO));
		assertThat(broken.memory.get(1)).as("as of when it was last heard").contains("one");
		assertThat(broken.memory.get(1)).contains("one");
		assertThat(broken.readings).as("one attempt a second").hasValue(2);
		move(NANO);
		assertThatException().isThrownBy(() -> broken.memory.get(1)).isSameAs(broken.failure);
	}

	@Test
	void soItDoesWhereNobodyListens() {
		BrokenDatabase broken = new BrokenDatabase();
		assertThat(broken.memory.get(1)).contains("one");
		broken.failure = new CannotCreateTransactionException("as planned");
		move(MAX_SILENCE.minus(NANO));
		assertThat(broken.memory.get(1)).contains("one");
		move(NANO);
		assertThatException().isThrownBy(() -> broken.memory.get(1)).isSameAs(broken.failure);
	}

	@Test
	void databaseIsReadAsSoonAsASecondAfterTheLastAttemptFailed() {
		BrokenDatabase broken = new BrokenDatabase();
		assertThat(broken.memory.get(1)).contains("one");
		broken.failure = new DataAccessResourceFailureException("as planned");
		move(Announcements.DELAY);
		assertThat(broken.memory.get(1)).contains("one");
		broken.failure = null;
		this.database.put(1, "new");
		move(Announcements.DELAY);
		assertThat(broken.memory.get(1)).contains("new");
	}

	@Test
	void nothingStandsInForWhatWasAnnouncedToHaveChanged() {
		BrokenDatabase broken = new BrokenDatabase();
		assertThat(broken.memory.get(1)).contains("one");
		broken.failure = new DataAccessResourceFailureException("as planned");
		move(Announcements.DELAY);
		assertThat(broken.memory.get(1)).contains("one");
		this.announcements.hear("number 1");
		assertThatException().isThrownBy(() -> broken.memory.get(1)).isSameAs(broken.failure);
	}

	@Test
	void otherFailureIsToldAsItIs() {
		BrokenDatabase broken = new BrokenDatabase();
		assertThat(broken.memory.get(1)).contains("one");
		broken.failure = new IllegalStateException("as planned");
		move(Announcements.DELAY);
		assertThatException().isThrownBy(() -> broken.memory.get(1)).isSameAs(broken.failure);
	}

	@Test
	void databaseThatSaysNothingIsNotWaitedFor() {
		SlowDatabase slow = new SlowDatabase();
		CompletableFuture<String> first = slow.ask();
		slow.awaitReading();
		slow.answer();
		assertThat(first.join()).isEqualTo("one");
		slow.silence();
		move(Announcements.DELAY);
		assertThat(slow.memory.get(1)).contains("one");
		slow.answer();
	}

	@Test
	void changeThatIsAnnouncedWhileTheDatabaseSaysNothingIsHeeded() {
		SlowDatabase slow = new SlowDatabase();
		CompletableFuture<String> first = slow.ask();
		slow.awaitReading();
		slow.answer();
		assertThat(first.join()).isEqualTo("one");
		slow.silence();
		move(Announcements.DELAY);
		CompletableFuture<String> second = slow.ask();
		slow.awaitReading();
		this.database.put(1, "new");
		this.announcements.hear("number 1");
		assertThat(second.join()).isEqualTo("new");
		slow.answer();
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

	/** Fails where it is told to. */
	private final class BrokenDatabase {

		private final AtomicInteger readings = new AtomicInteger();

		private volatile @Nullable RuntimeException failure;

		private final Memory<Integer, String> memory = MemoryTests.this.announcements.remember("number", this::read,
				Integer::valueOf);

		private @Nullable String read(Integer key) {
			this.readings.incrementAndGet();
			RuntimeException planned = this.failure;
			if (planned != null) {
				throw planned;
			}
			return MemoryTests.this.database.get(key);
		}

	}

	/** Holds its first answer back, and the first of each silence. */
	private final class SlowDatabase {

		private volatile CountDownLatch reading = new CountDownLatch(1);

		private volatile CountDownLatch answering = new CountDownLatch(1);

		private final AtomicBoolean holds = new AtomicBoolean(true);

		private final Memory<Integer, String> memory = MemoryTests.this.announcements.remember("number", this::read,
				(text) -> text.isEmpty() ? null : Integer.valueOf(text));

		private @Nullable String read(Integer key) {
			String value = MemoryTests.this.database.get(key);
			this.reading.countDown();
			if (this.holds.getAndSet(false)) {
				awaitOn(this.answering);
			}
			return value;
		}

		CompletableFuture<String> ask() {
			return CompletableFuture.supplyAsync(() -> this.memory.get(1).orElseThrow(), Thread::startVirtualThread);
		}

		void awaitReading() {
			awaitOn(this.reading);
		}

		void silence() {
			this.reading = new CountDownLatch(1);
			this.answering = new CountDownLatch(1);
			this.holds.set(true);
		}

		void answer() {
			this.answering.countDown();
		}

		private static void awaitOn(CountDownLatch latch) {
			try {
				assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
