package dataconnections.answer;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

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
	void whoComesALittleTooEarlyWaits() {
		AnswerMemory patient = new AnswerMemory(8 * MB, Duration.ofMinutes(1), this.registry);
		AnswerShare first = patient.open(this.brand);
		first.add(4 * MB);
		CountDownLatch begins = new CountDownLatch(1);
		CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
			begins.countDown();
			patient.open(this.brand).add(4 * MB);
		});
		assertThatNoException().isThrownBy(begins::await);
		first.close();
		assertThat(second).succeedsWithin(Duration.ofMinutes(1));
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
