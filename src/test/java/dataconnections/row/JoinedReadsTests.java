package dataconnections.row;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JoinedReadsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final UUID CONNECTION = new UUID(1, 1);

	/** What is let through of the statements that have begun. */
	private final Semaphore passes = new Semaphore(0);

	private final List<List<String>> begun = new CopyOnWriteArrayList<>();

	private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

	private JoinedReads<UUID> reads = new JoinedReads<>(this::statement, PATIENCE);

	@AfterEach
	void letAllThrough() {
		this.passes.release(10_000);
	}

	@Test
	void lookUpOnAnIdleConnectionIsReadAtOnceAndAlone() {
		this.passes.release();
		assertThat(this.reads.read(CONNECTION, "a")).asString().isEqualTo("record a");
		assertThat(this.begun).containsExactly(List.of("a"));
	}

	@Test
	void recordThatIsNotThereIsNull() {
		this.passes.release();
		assertThat(this.reads.read(CONNECTION, "none")).isNull();
	}

	@Test
	void thoseWhoWaitAreReadTogetherAndEachGetsItsOwn() {
		List<CompletableFuture<String>> busy = fill(CONNECTION);
		List<CompletableFuture<String>> waiting = inTurn(List.of("a", "b", "none", "a"));
		this.passes.release();
		awaitBegun(JoinedReads.STATEMENTS + 1);
		assertThat(this.begun.getLast()).containsExactly("a", "b", "none");
		this.passes.release(JoinedReads.STATEMENTS);
		assertThat(busy).allSatisfy((one) -> assertThat(one).succeedsWithin(PATIENCE));
		assertThat(waiting).map((one) -> one.orTimeout(30, TimeUnit.SECONDS).join())
			.containsExactly("record a", "record b", "null", "record a");
	}

	@Test
	void statementHoldsNoMoreKeysThanItMay() {
		fill(CONNECTION);
		inTurn(IntStream.rangeClosed(0, JoinedReads.KEYS).mapToObj(Integer::toString).toList());
		this.passes.release();
		awaitBegun(JoinedReads.STATEMENTS + 1);
		assertThat(this.begun.getLast()).hasSize(JoinedReads.KEYS);
		this.passes.release();
		awaitBegun(JoinedReads.STATEMENTS + 2);
		assertThat(this.begun.getLast()).hasSize(1);
	}

	@Test
	void readersOfAnotherConnectionDoNotWait() {
		fill(CONNECTION);
		CompletableFuture<String> other = read(new UUID(1, 2), "a");
		awaitBegun(JoinedReads.STATEMENTS + 1);
		this.passes.release(JoinedReads.STATEMENTS + 1);
		assertThat(other).succeedsWithin(PATIENCE).isEqualTo("record a");
	}

	@Test
	void failureOfAStatementIsThatOfAllWhoAreInItAndOfNobodyElse() {
		fill(CONNECTION);
		List<CompletableFuture<String>> waiting = inTurn(List.of("a", "b"));
		this.passes.release();
		awaitBegun(JoinedReads.STATEMENTS + 1);
		this.failure.set(new DataAccessResourceFailureException("The database is gone"));
		this.passes.release(JoinedReads.STATEMENTS);
		assertThat(waiting).allSatisfy((one) -> assertThat(one).failsWithin(PATIENCE)
			.withThrowableThat()
			.withRootCauseInstanceOf(DataAccessResourceFailureException.class));
		this.failure.set(null);
		this.passes.release();
		assertThat(read(CONNECTION, "c")).succeedsWithin(PATIENCE).isEqualTo("record c");
	}

	@Test
	void whoeverHasWaitedTooLongLeadsNobody() {
		ReadTurn turn = new ReadTurn("a");
		assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> turn.await(Duration.ZERO));
		assertThat(turn.lead(List.of(turn))).isFalse();
	}

	@Test
	void whoeverIsToLeadInTheMomentOfGivingUpLeads() {
		ReadTurn turn = new ReadTurn("a");
		assertThat(turn.lead(List.of(turn))).isTrue();
		assertThat(turn.await(Duration.ZERO)).containsExactly(turn);
	}

	@Test
	void turnPassesOverThoseWhoHaveGivenUp() {
		this.reads = new JoinedReads<>(this::statement, Duration.ofMillis(1));
		List<CompletableFuture<String>> busy = fill(CONNECTION);
		CompletableFuture<String> late = read(CONNECTION, "late");
		assertThat(late).failsWithin(PATIENCE);
		this.passes.release(JoinedReads.STATEMENTS);
		assertThat(busy).allSatisfy((one) -> assertThat(one).succeedsWithin(PATIENCE));
		this.passes.release();
		assertThat(read(CONNECTION, "next")).succeedsWithin(PATIENCE).isEqualTo("record next");
		assertThat(this.begun).doesNotContain(List.of("late"));
		this.begun.clear();
		assertThat(fill(CONNECTION)).as("statements at once, as before").hasSize(JoinedReads.STATEMENTS);
	}

	/** As many look-ups as make all others wait. */
	private List<CompletableFuture<String>> fill(UUID connection) {
		List<CompletableFuture<String>> busy = new ArrayList<>();
		for (int i = 0; i < JoinedReads.STATEMENTS; i++) {
			busy.add(read(connection, "busy" + i));
			awaitBegun(i + 1);
		}
		return busy;
	}

	/** Look-ups that wait in this order. */
	private List<CompletableFuture<String>> inTurn(List<String> keys) {
		List<CompletableFuture<String>> waiting = new ArrayList<>();
		for (String key : keys) {
			waiting.add(read(CONNECTION, key));
			await(() -> this.reads.waiting(CONNECTION) == waiting.size());
		}
		return waiting;
	}

	private CompletableFuture<String> read(UUID connection, String key) {
		return CompletableFuture.supplyAsync(() -> {
			byte[] record = this.reads.read(connection, key);
			return (record != null) ? new String(record, StandardCharsets.UTF_8) : "null";
		}, Executors.newVirtualThreadPerTaskExecutor());
	}

	private Map<String, byte[]> statement(UUID connection, String[] keys) {
		this.begun.add(Arrays.asList(keys));
		this.passes.acquireUninterruptibly();
		RuntimeException broken = this.failure.get();
		if (broken != null) {
			throw broken;
		}
		Map<String, byte[]> found = new HashMap<>();
		for (String key : keys) {
			if (!key.equals("none")) {
				found.put(key, ("record " + key).getBytes(StandardCharsets.UTF_8));
			}
		}
		return found;
	}

	private void awaitBegun(int statements) {
		await(() -> this.begun.size() >= statements);
	}

	private static void await(BooleanSupplier condition) {
		assertThat(CompletableFuture.runAsync(() -> {
			while (!condition.getAsBoolean()) {
				Thread.onSpinWait();
			}
		})).succeedsWithin(PATIENCE);
	}

}
