package dataconnections.row;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnOrderTests {

	private final UUID loud = UUID.randomUUID();

	private final UUID quiet = UUID.randomUUID();

	@Test
	void placeThatBecomesFreeGoesToTheBrandThatHoldsTheFewest() {
		TurnOrder order = new TurnOrder(4, 4);
		take(order, this.loud, 4);
		List<CompletableFuture<Boolean>> behind = take(order, this.loud, 100);
		CompletableFuture<Boolean> last = order.take(this.quiet);
		order.end(this.loud);
		assertThat(last).isCompletedWithValue(true);
		assertThat(behind).noneMatch(CompletableFuture::isDone);
	}

	@Test
	void brandsThatHoldEquallyTakeTurns() {
		TurnOrder order = new TurnOrder(1, 1);
		UUID holder = UUID.randomUUID();
		assertThat(order.take(holder)).isDone();
		List<CompletableFuture<Boolean>> first = take(order, this.loud, 2);
		List<CompletableFuture<Boolean>> second = take(order, this.quiet, 2);
		order.end(holder);
		assertThat(begun(first, second)).containsExactly(true, false, false, false);
		order.end(this.loud);
		assertThat(begun(first, second)).containsExactly(true, false, true, false);
		order.end(this.quiet);
		assertThat(begun(first, second)).containsExactly(true, true, true, false);
		order.end(this.loud);
		assertThat(begun(first, second)).containsExactly(true, true, true, true);
	}

	@Test
	void noBrandHoldsAllPlacesAndTwoLeaveAThirdTheNext() {
		TurnOrder order = new TurnOrder(4, 3);
		UUID third = UUID.randomUUID();
		assertThat(take(order, this.loud, 50)).filteredOn(CompletableFuture::isDone).hasSize(3);
		assertThat(take(order, this.quiet, 50)).filteredOn(CompletableFuture::isDone).hasSize(1);
		CompletableFuture<Boolean> waiting = order.take(third);
		assertThat(waiting).isNotDone();
		order.end(this.loud);
		assertThat(waiting).isCompletedWithValue(true);
	}

	@Test
	void turnThatWasGivenUpIsPassedOver() {
		TurnOrder order = new TurnOrder(1, 1);
		assertThat(order.take(this.loud)).isDone();
		CompletableFuture<Boolean> late = order.take(this.quiet);
		CompletableFuture<Boolean> next = order.take(this.quiet);
		late.complete(false);
		order.end(this.loud);
		order.leave(this.quiet);
		assertThat(next).isCompletedWithValue(true);
		order.end(this.quiet);
		assertThat(order.take(this.loud)).as("the place is free again").isCompletedWithValue(true);
	}

	@Test
	void brandThatGaveUpAllItsTurnsDoesNotKeepAPlace() {
		TurnOrder order = new TurnOrder(1, 1);
		assertThat(order.take(this.loud)).isDone();
		CompletableFuture<Boolean> late = order.take(this.quiet);
		late.complete(false);
		order.leave(this.quiet);
		order.end(this.loud);
		assertThat(order.take(this.loud)).isCompletedWithValue(true);
	}

	private static List<CompletableFuture<Boolean>> take(TurnOrder order, UUID brand, int count) {
		return Stream.generate(() -> order.take(brand)).limit(count).toList();
	}

	private static Stream<Boolean> begun(List<CompletableFuture<Boolean>> first,
			List<CompletableFuture<Boolean>> second) {
		return Stream.concat(first.stream(), second.stream()).map(CompletableFuture::isDone);
	}

}
