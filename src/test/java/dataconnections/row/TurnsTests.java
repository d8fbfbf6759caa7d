package dataconnections.row;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import dataconnections.problem.ProblemException;
import dataconnections.row.Turns.Turn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTests {

	private final UUID brand = UUID.randomUUID();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	/** If both waited, both would be refused when their time is over. */
	@Test
	void whoeverComesWhenEnoughAreWaitingIsRefusedAtOnce() {
		Turns turns = turns(1, 0, Duration.ofSeconds(20));
		Turn first = turns.take(this.brand);
		List<CompletableFuture<String>> further = Stream.generate(() -> work(turns)).limit(2).toList();
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> CompletableFuture.anyOf(further.toArray(CompletableFuture<?>[]::new)).join())
			.withCauseInstanceOf(ProblemException.class);
		assertThat(further).filteredOn((work) -> !work.isDone()).hasSize(1);
		first.end();
		assertThat(further.stream().filter((work) -> !work.isCompletedExceptionally()).map(CompletableFuture::join))
			.containsExactly("done");
		assertThat(work(turns).join()).isEqualTo("done");
	}

	@Test
	void turnThatDoesNotComeInTimeIsRefused() {
		Turns turns = turns(1, 1, Duration.ZERO);
		Turn first = turns.take(this.brand);
		assertThat(isRefused(turns)).isTrue();
		assertThat(isRefused(turns)).as("whoever was refused waits no longer").isTrue();
		first.end();
		turns.take(this.brand).end();
	}

	@Test
	void brandsDoNotWaitForEachOther() {
		Turns turns = turns(1, 0, Duration.ZERO);
		Turn first = turns.take(this.brand);
		Turn other = turns.take(UUID.randomUUID());
		assertThat(isRefused(turns)).isTrue();
		first.end();
		other.end();
	}

	@Test
	void turnEndsWithItsWorkHoweverThatEnds() {
		Turns turns = turns(1, 0, Duration.ZERO);
		assertThatIllegalStateException().isThrownBy(() -> turns.in(this.brand, () -> {
			throw new IllegalStateException();
		}));
		assertThat(turns.<String>in(this.brand, () -> "done")).isEqualTo("done");
	}

	@Test
	void refusalTellsWhenToComeAgain() {
		Turns turns = turns(1, 0, Duration.ZERO);
		Turn first = turns.take(this.brand);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> turns.take(this.brand))
			.withMessage("Too much.")
			.satisfies((refusal) -> assertThat(refusal.type().status().value()).isEqualTo(503));
		assertThat(this.registry.get("turns.refused").tag("kind", "lookup").counter().count()).isOne();
		first.end();
	}

	@Test
	void brandThatIsAloneHasAllButTheReserve() {
		Turns turns = turns(4, 3, 0, Duration.ZERO);
		List<Turn> held = Stream.generate(() -> turns.take(this.brand)).limit(3).toList();
		assertThat(isRefused(turns)).isTrue();
		turns.take(UUID.randomUUID()).end();
		held.forEach(Turn::end);
	}

	private CompletableFuture<String> work(Turns turns) {
		return CompletableFuture.supplyAsync(() -> turns.among(this.brand, () -> turns.in(this.brand, () -> "done")),
				Thread::startVirtualThread);
	}

	/** A turn that is given is given back. */
	private boolean isRefused(Turns turns) {
		try {
			turns.take(this.brand).end();
			return false;
		}
		catch (ProblemException ex) {
			return true;
		}
	}

	private Turns turns(int perBrand, int waiting, Duration atMost) {
		return turns(10, perBrand, waiting, atMost);
	}

	private Turns turns(int places, int perBrand, int waiting, Duration atMost) {
		return new Turns(new Turns.Rule(places, perBrand, waiting, atMost, "Too much.", Duration.ofSeconds(1)),
				"lookup", this.registry);
	}

}
