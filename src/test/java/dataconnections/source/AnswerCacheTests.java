package dataconnections.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dataconnections.upstream.MovableTicker;
import dataconnections.upstream.Failure;
import dataconnections.upstream.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AnswerCacheTests {

	private static final AnswerKey KEY = key(0, "1");

	private static final Outcome.Failed FAILED = new Outcome.Failed(Failure.STATUS, 500,
			"The upstream answered with status 500.", null);

	private static final Outcome.NoData NO_DATA = new Outcome.NoData(404);

	private static final Duration NANO = Duration.ofNanos(1);

	private final MovableTicker ticker = new MovableTicker();

	private final AnswerCache cache = cache(DataSize.ofMegabytes(1));

	@Test
	void answerIsFreshUntilItsTtlIsOver() {
		Freshness freshness = new Freshness(60, 0, 0);
		remember(KEY, freshness, "1");
		this.ticker.move(Duration.ofSeconds(60).minus(NANO));
		assertThat(this.cache.claim(KEY, freshness)).isInstanceOfSatisfying(Claim.Known.class, (known) -> {
			assertThat(known.origin()).isEqualTo(Answer.Origin.HIT);
			assertThat(this.cache.answer(known.answer(), known.origin()).age().toSeconds()).isEqualTo(59);
		});
		assertThat(this.cache.fresh(KEY, freshness)).isPresent();
		this.ticker.move(NANO);
		assertThat(this.cache.fresh(KEY, freshness)).isEmpty();
		assertThat(this.cache.claim(KEY, freshness)).isInstanceOfSatisfying(Claim.Mine.class,
				(mine) -> assertThat(mine.meanwhile()).isNull());
	}

	@ParameterizedTest
	@CsvSource({ "10,0,true,false", "0,10,false,true", "10,10,true,true" })
	void oldAnswerIsGivenUntilItsWindowIsOver(int whileRevalidate, int ifError, boolean meanwhile, boolean substitute) {
		Freshness freshness = new Freshness(60, whileRevalidate, ifError);
		remember(KEY, freshness, "1");
		this.ticker.move(Duration.ofSeconds(70).minus(NANO));
		Claim.Mine mine = mine(KEY, freshness);
		assertThat(mine.meanwhile() != null).isEqualTo(meanwhile);
		assertThat(mine.substitute() != null).isEqualTo(substitute);
		mine.settle(FAILED);
		this.ticker.move(NANO);
		assertThat(mine(KEY, freshness)).satisfies((late) -> {
			assertThat(late.meanwhile()).isNull();
			assertThat(late.substitute()).isNull();
		});
	}

	@Test
	void whileOneRefreshesTheOthersAreGivenTheOldAnswer() {
		Freshness freshness = new Freshness(60, 10, 0);
		remember(KEY, freshness, "1");
		this.ticker.move(Duration.ofSeconds(61));
		Claim.Mine mine = mine(KEY, freshness);
		assertThat(this.cache.claim(KEY, freshness)).isInstanceOfSatisfying(Claim.Known.class,
				(known) -> assertThat(known.origin()).isEqualTo(Answer.Origin.STALE));
		mine.settle(answered("2"));
		assertThat(this.cache.claim(KEY, freshness)).isInstanceOfSatisfying(Claim.Known.class, (known) -> {
			assertThat(known.origin()).isEqualTo(Answer.Origin.HIT);
			assertThat(known.answer().outcome()).isEqualTo(mine.result().resultNow().outcome());
		});
	}

	/** The other's refresh ends after the look at the cache and before the claim. */
	@ParameterizedTest
	@CsvSource({ "10,0", "0,10" })
	void whoeverSawTheOldAnswerDoesNotRefreshItAgain(int whileRevalidate, int ifError) {
		Freshness freshness = new Freshness(60, whileRevalidate, ifError);
		remember(KEY, freshness, "1");
		this.ticker.move(Duration.ofSeconds(61));
		Claim.Mine first = mine(KEY, freshness);
		this.ticker.onNextRead(() -> first.settle(answered("2")));
		assertThat(this.cache.claim(KEY, freshness)).isInstanceOfSatisfying(Claim.Known.class, (known) -> {
			assertThat(known.origin()).isEqualTo(Answer.Origin.HIT);
			assertThat(known.answer().outcome()).isEqualTo(first.result().resultNow().outcome());
		});
	}

	/** Whoever is told asks again before the one who tells has gone on. */
	@Test
	void whoeverAsksAfterARefreshThatGaveNothingIsNotGivenItsResult() {
		Freshness freshness = new Freshness(60, 0, 10);
		for (Outcome nothing : List.of(FAILED, NO_DATA)) {
			remember(KEY, freshness, "1");
			this.ticker.move(Duration.ofSeconds(61));
			Claim.Mine first = mine(KEY, freshness);
			List<Claim> next = new ArrayList<>();
			CompletableFuture<Void> told = first.result().thenRun(() -> next.add(this.cache.claim(KEY, freshness)));
			first.settle(nothing);
			assertThat(told).isCompleted();
			assertThat(next).singleElement().isInstanceOfSatisfying(Claim.Mine.class, (mine) -> {
				assertThat(mine.knowsOlder()).isEqualTo(nothing.equals(FAILED));
				mine.settle(NO_DATA);
			});
		}
	}

	@Test
	void failedRefreshIsToldOnceAndLeavesTheOldAnswer() {
		Freshness freshness = new Freshness(60, 0, 10);
		remember(KEY, freshness, "1");
		this.ticker.move(Duration.ofSeconds(61));
		Claim.Mine mine = mine(KEY, freshness);
		Claim.Pending follower = pending(KEY, freshness);
		mine.settle(FAILED);
		assertThat(follower.result().resultNow().outcome()).isEqualTo(FAILED);
		assertThat(mine(KEY, freshness).substitute()).isNotNull();
	}

	@Test
	void answerIsForgottenWhenThereIsNoDataAnyMore() {
		Freshness freshness = new Freshness(60, 0, 10);
		remember(KEY, freshness, "1");
		this.ticker.move(Duration.ofSeconds(61));
		mine(KEY, freshness).settle(new Outcome.NoData(404));
		assertThat(this.cache.knows(KEY)).isFalse();
		assertThat(mine(KEY, freshness).substitute()).isNull();
	}

	@Test
	void failureIsSharedByThoseWhoWaitAndByNobodyElse() {
		Freshness freshness = new Freshness(60, 0, 0);
		Claim.Mine mine = mine(KEY, freshness);
		Claim.Pending follower = pending(KEY, freshness);
		mine.settle(FAILED);
		assertThat(follower.result().resultNow().outcome()).isEqualTo(FAILED);
		assertThat(this.cache.knows(KEY)).isFalse();
		assertThat(mine(KEY, freshness).result()).isNotSameAs(mine.result());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void onlyTheFirstEndOfACallCounts(boolean isRefresh) {
		Freshness freshness = new Freshness(60, 10, 10);
		if (isRefresh) {
			remember(KEY, freshness, "1");
			this.ticker.move(Duration.ofSeconds(61));
		}
		Claim.Mine mine = mine(KEY, freshness);
		mine.settle(FAILED);
		mine.settle(answered("late"));
		mine.breakOff(new IllegalStateException());
		assertThat(this.cache.fresh(KEY, freshness)).isEmpty();
		assertThat(mine.result().resultNow().outcome()).isEqualTo(FAILED);
		Claim.Mine next = mine(KEY, freshness);
		next.settle(answered("3"));
		next.breakOff(new IllegalStateException());
		assertThat(this.cache.fresh(KEY, freshness)).isPresent();
	}

	@Test
	void answerOnItsWayIsNotThatOfAPurgedConnection() {
		Freshness freshness = new Freshness(60, 10, 10);
		Claim.Mine before = mine(key(1, "a"), freshness);
		Claim.Mine after = mine(key(2, "a"), freshness);
		after.settle(answered("new"));
		before.settle(answered("old"));
		assertThat(this.cache.fresh(key(2, "a"), freshness)).hasValueSatisfying(
				(answer) -> assertThat(answer.outcome()).isEqualTo(after.result().resultNow().outcome()));
	}

	@Test
	void withoutTtlNothingIsSharedNorRemembered() {
		Freshness freshness = new Freshness(0, 10, 10);
		Claim.Mine first = mine(KEY, freshness);
		Claim.Mine second = mine(KEY, freshness);
		first.settle(answered("1"));
		assertThat(second.result()).isNotDone();
		assertThat(this.cache.knows(KEY)).isFalse();
	}

	@Test
	void memoryIsBounded() {
		Freshness freshness = new Freshness(60, 0, 0);
		AnswerCache small = cache(DataSize.ofKilobytes(100));
		List<AnswerKey> keys = IntStream.range(0, 1000).mapToObj((n) -> key(0, "k" + n)).toList();
		keys.forEach((key) -> mine(small, key, freshness).settle(answered("x".repeat(1000))));
		await().untilAsserted(() -> assertThat(keys.stream().filter(small::knows).count()).isBetween(1L, 82L));
	}

	@Test
	void answerLargerThanAllMemoryIsGivenButNotKept() {
		Freshness freshness = new Freshness(60, 0, 0);
		AnswerCache small = cache(DataSize.ofKilobytes(1));
		Claim.Mine mine = mine(small, KEY, freshness);
		mine.settle(answered("x".repeat(2000)));
		assertThat(mine.result().resultNow().outcome()).isInstanceOf(Outcome.Answered.class);
		await().untilAsserted(() -> assertThat(small.knows(KEY)).isFalse());
	}

	/** Whoever claims while another's call ends is left neither alone nor in the dark. */
	@ParameterizedTest
	@CsvSource({ "0,0", "10,0", "0,10" })
	void onlyOneOfManyAsksHoweverTheyMeet(int whileRevalidate, int ifError) throws Exception {
		Freshness freshness = new Freshness(60, whileRevalidate, ifError);
		int callers = 8;
		try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
			for (int round = 0; round < 300; round++) {
				AnswerKey key = key(round, "1");
				remember(key, freshness, "old");
				this.ticker.move(Duration.ofSeconds(61));
				CyclicBarrier start = new CyclicBarrier(callers);
				List<Future<Claim>> claims = new ArrayList<>();
				for (int caller = 0; caller < callers; caller++) {
					claims.add(threads.submit(() -> {
						start.await();
						Claim claim = this.cache.claim(key, freshness);
						if (claim instanceof Claim.Mine mine) {
							mine.settle(answered("new"));
						}
						return claim;
					}));
				}
				int asked = 0;
				for (Future<Claim> claim : claims) {
					switch (claim.get()) {
						case Claim.Mine mine -> asked++;
						case Claim.Known known -> assertThat(known.answer()).isNotNull();
						case Claim.Pending pending ->
							assertThat(pending.result().get(10, TimeUnit.SECONDS).outcome()).isNotNull();
					}
				}
				assertThat(asked).isEqualTo(1);
			}
		}
	}

	private void remember(AnswerKey key, Freshness freshness, String json) {
		mine(key, freshness).settle(answered(json));
	}

	private Claim.Mine mine(AnswerKey key, Freshness freshness) {
		return mine(this.cache, key, freshness);
	}

	private static Claim.Mine mine(AnswerCache cache, AnswerKey key, Freshness freshness) {
		Claim claim = cache.claim(key, freshness);
		assertThat(claim).isInstanceOf(Claim.Mine.class);
		return (Claim.Mine) claim;
	}

	private Claim.Pending pending(AnswerKey key, Freshness freshness) {
		Claim claim = this.cache.claim(key, freshness);
		assertThat(claim).isInstanceOf(Claim.Pending.class);
		CompletableFuture<CachedAnswer> result = ((Claim.Pending) claim).result();
		assertThat(result).isNotDone();
		return (Claim.Pending) claim;
	}

	private AnswerCache cache(DataSize size) {
		return new AnswerCache(new CacheSettings(size), this.ticker, new SimpleMeterRegistry());
	}

	private static AnswerKey key(long generation, String values) {
		return new AnswerKey(new UUID(0, 1), generation, values);
	}

	private static Outcome.Answered answered(String json) {
		return new Outcome.Answered(json.getBytes(StandardCharsets.UTF_8), 200);
	}

}
