package dataconnections.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dataconnections.upstream.MovableTicker;
import dataconnections.upstream.Calls;
import dataconnections.upstream.Outcome;
import dataconnections.upstream.RawUpstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One replica, and what the others have put into the shared memory. */
class SharingTests {

	private static final String OURS = "{}";

	private static final String THEIRS = "{\"from\":\"another\"}";

	private final MovableTicker ticker = new MovableTicker();

	private final Calls calls = new Calls(Calls.SETTINGS, Calls.PATIENT, this.ticker);

	private final AnswerCache cache = new AnswerCache(new CacheSettings(DataSize.ofMegabytes(8)), this.ticker,
			new SimpleMeterRegistry());

	private final Shelf shelf = new Shelf();

	private RawUpstream upstream;

	@BeforeEach
	void listen() throws IOException {
		this.upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT);
	}

	@AfterEach
	void close() throws IOException {
		this.upstream.close();
		this.calls.close();
	}

	@Test
	void whatAnotherReplicaWasAnsweredIsNotAskedForAgain() {
		Source source = source(60, 0, 0);
		this.shelf.put(source, 1, THEIRS, Duration.ofSeconds(20));
		Answer answer = find(source, 1);
		assertAnswer(answer, THEIRS, Answer.Origin.HIT, 20);
		this.ticker.move(Duration.ofSeconds(39));
		assertAnswer(find(source, 1), THEIRS, Answer.Origin.HIT, 59);
		assertThat(this.upstream.requests()).isEmpty();
		assertThat(this.shelf.looks).as("ours is in front").hasValue(1);
		this.shelf.answers.clear();
		this.ticker.move(Duration.ofSeconds(1));
		assertAnswer(find(source, 1), OURS, Answer.Origin.MISS, 0);
	}

	@Test
	void whatTheUpstreamAnswersIsThereForTheOthers() {
		Source source = source(60, 30, 20);
		find(source, 1);
		SharedPlace place = place(source, 1);
		await().untilAsserted(() -> assertThat(this.shelf.lifetimes).containsKey(place));
		assertThat(this.shelf.json(place)).isEqualTo(OURS);
		assertThat(this.shelf.lifetimes).containsEntry(place, Duration.ofSeconds(90));
	}

	@ParameterizedTest
	@CsvSource({ "0,0,MISS", "0,60,MISS", "60,0,STALE" })
	void oldAnswerIsGivenWhileOneCallRefreshesIt(int whileRevalidate, int ifError, Answer.Origin origin) {
		Source source = source(60, whileRevalidate, ifError);
		this.shelf.put(source, 1, THEIRS, Duration.ofSeconds(100));
		assertThat(find(source, 1).origin()).isEqualTo(origin);
		await().untilAsserted(() -> assertAnswer(find(source, 1), OURS, Answer.Origin.HIT, 0));
		assertThat(this.upstream.requests()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "500 Oops,60,STALE", "500 Oops,30,MISS", "401 No,60,MISS", "404 Gone,60,MISS" })
	void oldAnswerStandsInForAFailureThatMayPass(String status, int ifError, Answer.Origin origin) throws IOException {
		this.upstream.close();
		this.upstream = RawUpstream.answering(RawUpstream.answer(status, ""));
		Source source = source(60, 0, ifError);
		this.shelf.put(source, 1, THEIRS, Duration.ofSeconds(100));
		Answer answer = find(source, 1);
		assertThat(answer.origin()).isEqualTo(origin);
		assertThat(answer.outcome() instanceof Outcome.Answered).isEqualTo(origin == Answer.Origin.STALE);
	}

	@Test
	void thatThereIsNothingDropsWhatWas() throws IOException {
		this.upstream.close();
		this.upstream = RawUpstream.answering(RawUpstream.answer("404 Gone", ""));
		Source source = source(60, 0, 60);
		this.shelf.put(source, 1, THEIRS, Duration.ofSeconds(100));
		find(source, 1);
		await().untilAsserted(() -> assertThat(this.shelf.answers).isEmpty());
	}

	@Test
	void whatIsNotRememberedIsNotShared() {
		Source source = source(0, 0, 60);
		this.shelf.put(source, 1, THEIRS, Duration.ZERO);
		assertAnswer(find(source, 1), OURS, Answer.Origin.BYPASS, 0);
		assertThat(this.shelf.looks).hasValue(0);
		assertThat(this.shelf.json(place(source, 1))).isEqualTo(THEIRS);
	}

	@Test
	void whoeverWantsTheSameAtTheSameTimeSharesOneLook() {
		Source source = source(60, 0, 0);
		this.shelf.put(source, 1, THEIRS, Duration.ofSeconds(1));
		this.shelf.open = new CountDownLatch(1);
		List<CompletableFuture<Answer>> answers = IntStream.range(0, 50)
			.mapToObj((n) -> CompletableFuture.supplyAsync(() -> find(source, 1), Thread::startVirtualThread))
			.toList();
		await().until(() -> this.shelf.looks.get() == 1);
		this.shelf.open.countDown();
		assertThat(answers).allSatisfy((answer) -> assertAnswer(answer.join(), THEIRS, Answer.Origin.HIT, 1));
		assertThat(this.shelf.looks).hasValue(1);
	}

	@Test
	void ofManyOnlyThoseThatNobodyHasAreAskedFor() {
		Source source = source(60, 0, 0);
		this.shelf.put(source, 2, THEIRS, Duration.ofSeconds(1));
		List<Answer> answers = lookups().find(source, List.of(values(1), values(2), values(3)));
		assertThat(answers).extracting(Answer::origin)
			.containsExactly(Answer.Origin.MISS, Answer.Origin.HIT, Answer.Origin.MISS);
		assertThat(this.shelf.looks).hasValue(1);
		assertThat(this.upstream.requests()).hasSize(2);
	}

	private static void assertAnswer(Answer answer, String json, Answer.Origin origin, long seconds) {
		assertThat(answer.outcome()).isInstanceOfSatisfying(Outcome.Answered.class,
				(answered) -> assertThat(answered.json()).asString(StandardCharsets.UTF_8).isEqualTo(json));
		assertThat(answer.origin()).isEqualTo(origin);
		assertThat(answer.age().toSeconds()).isEqualTo(seconds);
	}

	private Answer find(Source source, int id) {
		return lookups().find(source, values(id));
	}

	private Lookups lookups() {
		LookupSettings settings = new LookupSettings(4, Calls.LONG, DataSize.ofMegabytes(1));
		LastAnswers last = new LastAnswers(List.of());
		Fetcher fetcher = new Fetcher(this.calls.upstream(), last, settings, this.ticker);
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("shelf", this.shelf));
		Sharing sharing = new Sharing(beans.getBeanProvider(SharedAnswers.class), this.cache);
		return new Lookups(this.cache, new Gathering(this.cache, new Asking(fetcher, sharing, settings)), fetcher, last,
				settings, this.ticker);
	}

	private Source source(int ttl, int whileRevalidate, int ifError) {
		return new Source(Calls.BRAND, new UUID(0, 1), 0, "id", new ExternalApi(this.upstream.url("/{id}"), "GET",
				Map.of(), null, ttl, 30, 0, false, ifError, whileRevalidate, Map.of()));
	}

	private static Map<String, JsonNode> values(int id) {
		return Map.of("id", IntNode.valueOf(id));
	}

	private static SharedPlace place(Source source, int id) {
		return Wanted.of(source, values(id)).place();
	}

	/** Where answers age only as the test says. */
	private static final class Shelf implements SharedAnswers {

		private final Map<SharedPlace, SharedAnswer> answers = new ConcurrentHashMap<>();

		private final Map<SharedPlace, Duration> lifetimes = new ConcurrentHashMap<>();

		private final AtomicInteger looks = new AtomicInteger();

		private @Nullable CountDownLatch open;

		void put(Source source, int id, String json, Duration age) {
			this.answers.put(place(source, id), new SharedAnswer(json.getBytes(StandardCharsets.UTF_8), 200, age));
		}

		String json(SharedPlace place) {
			return new String(Objects.requireNonNull(this.answers.get(place)).json(), StandardCharsets.UTF_8);
		}

		@Override
		public Map<SharedPlace, SharedAnswer> find(List<SharedPlace> places) {
			this.looks.incrementAndGet();
			try {
				if (this.open != null) {
					this.open.await();
				}
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			Map<SharedPlace, SharedAnswer> found = new HashMap<>(this.answers);
			found.keySet().retainAll(places);
			return found;
		}

		@Override
		public void keep(SharedPlace place, SharedAnswer answer, Duration lifetime) {
			this.answers.put(place, answer);
			this.lifetimes.put(place, lifetime);
		}

		@Override
		public void drop(SharedPlace place) {
			this.answers.remove(place);
		}

	}

}
