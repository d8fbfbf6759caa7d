package dataconnections.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** How much of the memory answers may take, and how it is shared. */
class AnswerMemoryTests {

	private static final int MB = 1024 * 1024;

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final AnswerMemory memory = new AnswerMemory(8 * MB, Duration.ZERO, this.registry);

	private final UUID brand = UUID.randomUUID();

	@Test
	void brandHasHalfOfItWhateverTheOthersDoNotUse() {
		take(this.brand, 2 * MB);
		take(this.brand, 2 * MB);
		refused(this.brand, MB);
		assertThat(this.registry.get("turns.refused").tag("kind", "answer").counter().count()).isOne();
	}

	@Test
	void othersHaveTheirsWhenOneHasAllThatItMayHave() {
		take(this.brand, 2 * MB);
		take(this.brand, 2 * MB);
		take(UUID.randomUUID(), 2 * MB);
		take(UUID.randomUUID(), MB);
		refused(UUID.randomUUID(), 2 * MB);
	}

	@Test
	void answerThatIsTheOnlyOneHasWhatItNeeds() {
		take(this.brand, 3 * MB).add(20 * MB);
	}

	@Test
	void smallAnswersAreFreeHoweverManyThereAre() {
		take(this.brand, 4 * MB);
		for (int i = 0; i < 1000; i++) {
			take(this.brand, 32 * 1024);
		}
	}

	@Test
	void answerThatGrowsIsRefusedWhereItBecomesTooMuch() {
		take(this.brand, 3 * MB);
		AnswerShare growing = this.memory.open(this.brand);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> {
			for (int kilobyte = 0; kilobyte < 2 * 1024; kilobyte++) {
				growing.add(1024);
			}
		});
		growing.close();
		take(this.brand, MB);
	}

	@Test
	void whatWasSentIsThereForTheNextAndIsGivenBackOnce() {
		AnswerShare sent = take(this.brand, 4 * MB);
		refused(this.brand, MB);
		sent.close();
		sent.close();
		take(this.brand, 2 * MB);
		take(this.brand, 2 * MB);
		refused(this.brand, MB);
	}

	@Test
	void lastQuarterIsForBrandsThatHaveNothing() {
		take(this.brand, 3 * MB);
		AnswerShare second = take(UUID.randomUUID(), 2 * MB);
		take(UUID.randomUUID(), MB);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> take(this.brand, MB));
		take(UUID.randomUUID(), MB);
		second.close();
		take(this.brand, MB);
	}

	@Test
	void whoComesALittleTooEarlyWaits() {
		AnswerMemory patient = new AnswerMemory(8 * MB, Duration.ofMinutes(1), this.registry);
		AnswerShare first = patient.open(this.brand);
		first.add(4 * MB);
		CompletableFuture<Void> second = CompletableFuture.runAsync(() -> patient.open(this.brand).add(4 * MB));
		await().until(() -> patient.waiting() == 1);
		first.close();
		assertThat(second).succeedsWithin(Duration.ofMinutes(1));
	}

	@Test
	void readingThatFindsNoMemoryBreaksOffWaitsAndIsDoneAgain() {
		AnswerMemory patient = new AnswerMemory(8 * MB, Duration.ofMinutes(1), this.registry);
		AnswerShare first = patient.open(this.brand);
		first.add(4 * MB);
		AtomicInteger readings = new AtomicInteger();
		AtomicInteger reading = new AtomicInteger();
		AnswerShare share = patient.open(this.brand);
		CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> share.read(4 * MB, () -> {
			readings.incrementAndGet();
			reading.incrementAndGet();
			try {
				share.grow(MB);
				share.grow(4 * MB);
				return "read";
			}
			finally {
				reading.decrementAndGet();
			}
		}));
		await().until(() -> patient.waiting() == 1);
		assertThat(reading).hasValue(0);
		first.close();
		assertThat(second).succeedsWithin(Duration.ofMinutes(1)).isEqualTo("read");
		assertThat(readings).hasValue(2);
	}

	@Test
	void whoWaitsIsNotOvertakenByReadingsOfItsBrand() {
		AnswerMemory patient = new AnswerMemory(8 * MB, Duration.ofMinutes(1), this.registry);
		AnswerShare first = patient.open(this.brand);
		first.add(3 * MB);
		AnswerShare waiting = patient.open(this.brand);
		CompletableFuture<Void> second = CompletableFuture.runAsync(() -> waiting.add(2 * MB));
		await().until(() -> patient.waiting() == 1);
		assertThatExceptionOfType(NoMemoryException.class).isThrownBy(() -> patient.open(this.brand).grow(MB));
		patient.open(UUID.randomUUID()).grow(MB);
		first.close();
		assertThat(second).succeedsWithin(Duration.ofMinutes(1));
	}

	@Test
	void manyThatTogetherNeedMoreThanThereIsAreAllRead() {
		AnswerMemory patient = new AnswerMemory(8 * MB, Duration.ofMinutes(1), this.registry);
		List<CompletableFuture<Long>> readers = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			readers.add(CompletableFuture.supplyAsync(() -> {
				try (AnswerShare share = patient.open(this.brand)) {
					return share.read(4 * MB, () -> {
						for (long read = 0; read <= 4 * MB; read += 64 * 1024) {
							share.grow(read);
							LockSupport.parkNanos(1);
						}
						return 1L;
					});
				}
			}, Thread::startVirtualThread));
		}
		assertThat(readers).allSatisfy((reader) -> assertThat(reader).succeedsWithin(Duration.ofMinutes(1)));
		assertThat(patient.waiting()).isZero();
		AnswerShare all = patient.open(this.brand);
		all.add(4 * MB);
		all.close();
	}

	@Test
	void whatWasNotNeededAfterAllIsGivenBack() {
		AnswerShare first = take(this.brand, 4 * MB);
		AnswerShare share = this.memory.open(this.brand);
		AtomicInteger readings = new AtomicInteger();
		share.read(4 * MB, () -> {
			if (readings.getAndIncrement() == 0) {
				first.close();
				throw new NoMemoryException();
			}
			share.grow(MB);
			return "read";
		});
		take(this.brand, 2 * MB);
	}

	@Test
	void readingThatFindsNoMemoryTwiceIsRefused() {
		take(this.brand, 3 * MB);
		AnswerShare share = this.memory.open(this.brand);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> share.read(4 * MB, () -> {
			share.grow(2 * MB);
			return "read";
		}));
	}

	private AnswerShare take(UUID whose, long bytes) {
		AnswerShare share = this.memory.open(whose);
		share.add(bytes);
		return share;
	}

	private void refused(UUID whose, long bytes) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> take(whose, bytes))
			.extracting(ProblemException::type, InstanceOfAssertFactories.type(ProblemType.class))
			.isEqualTo(ProblemType.UNAVAILABLE);
	}

}
