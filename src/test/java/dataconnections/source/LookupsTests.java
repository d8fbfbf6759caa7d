package dataconnections.source;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.placeholder.PlaceholderException;
import dataconnections.upstream.Calls;
import dataconnections.upstream.Deadline;
import dataconnections.upstream.Failure;
import dataconnections.upstream.Outcome;
import dataconnections.upstream.RawUpstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class LookupsTests {

	private static final Pattern NUMBERS = Pattern.compile("\\d+");

	private final AheadTicker ticker = new AheadTicker();

	private final Calls calls = new Calls(Calls.SETTINGS, Calls.PATIENT, this.ticker);

	private final AnswerCache cache = new AnswerCache(new CacheSettings(DataSize.ofMegabytes(8)), this.ticker,
			new SimpleMeterRegistry());

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@Test
	void valueThatIsNotAskedForIsRefusedAlsoWhenTheAnswerIsKnown() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			Source source = source(upstream.url("/{id}"), "");
			Lookups lookups = lookups(DataSize.ofMegabytes(1));
			lookups.find(source, values("{\"id\":1}"));
			assertThat(lookups.find(source, values("{\"id\":1}")).origin()).isEqualTo(Answer.Origin.HIT);
			assertThatExceptionOfType(PlaceholderException.class)
				.isThrownBy(() -> lookups.find(source, values("{\"id\":1,\"more\":2}")));
			assertThatExceptionOfType(PlaceholderException.class)
				.isThrownBy(() -> lookups.find(source, List.of(values("{\"id\":1}"), values("{\"id\":1,\"more\":2}"))));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "\"nul\\u0000\"", "null", "[]", "{}" })
	void keyOfABatchIsRefusedBeforeAnythingIsSent(String key) throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			Source source = source(upstream.url("/?ids={id}"), "\"is_batch_endpoint\":true");
			assertThatExceptionOfType(PlaceholderException.class)
				.isThrownBy(() -> lookups(DataSize.ofMegabytes(1)).find(source, values("{\"id\":" + key + "}")));
			assertThat(upstream.connections()).isZero();
		}
	}

	@Test
	void keyOfABatchMustNotBeTooLong() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			Source source = source(upstream.url("/?ids={id}"), "\"is_batch_endpoint\":true");
			assertThatExceptionOfType(PlaceholderException.class).isThrownBy(() -> lookups(DataSize.ofMegabytes(1))
				.find(source, values("{\"id\":\"" + "x".repeat(1025) + "\"}")));
		}
	}

	@ParameterizedTest
	@CsvSource({ "500 Oops,STALE", "429 Slow,STALE", "401 No,MISS", "404 Gone,MISS", "302 There,MISS" })
	void oldAnswerStandsInForWhatMayPass(String status, Answer.Origin origin) throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT, RawUpstream.answer(status, ""))) {
			Source source = source(upstream.url("/{id}"), "\"ttl\":10,\"stale_if_error\":60");
			Lookups lookups = lookups(DataSize.ofMegabytes(1));
			lookups.find(source, values("{\"id\":1}"));
			this.ticker.ahead = Duration.ofSeconds(11);
			Answer answer = lookups.find(source, values("{\"id\":1}"));
			assertThat(answer.origin()).isEqualTo(origin);
			assertThat(answer.outcome() instanceof Outcome.Answered).isEqualTo(origin == Answer.Origin.STALE);
		}
	}

	@Test
	void answerThatReplacesAnotherIsRememberedAsLongAsAnyOther() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT, RawUpstream.EMPTY_OBJECT,
				RawUpstream.EMPTY_OBJECT)) {
			Source source = source(upstream.url("/{id}"), "\"ttl\":10,\"stale_while_revalidate\":60");
			Lookups lookups = lookups(DataSize.ofMegabytes(1));
			lookups.find(source, values("{\"id\":1}"));
			this.ticker.ahead = Duration.ofSeconds(50);
			assertThat(lookups.find(source, values("{\"id\":1}")).origin()).isEqualTo(Answer.Origin.STALE);
			await().until(() -> lookups.find(source, values("{\"id\":1}")).origin() == Answer.Origin.HIT);
			this.ticker.ahead = Duration.ofSeconds(100);
			assertThat(lookups.find(source, values("{\"id\":1}")).origin()).isEqualTo(Answer.Origin.STALE);
		}
	}

	@Test
	void oldAnswerStandsInWhenTheDeadlineOfManyIsOver() throws Exception {
		AtomicInteger turn = new AtomicInteger();
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			while (conversation.request() != null && turn.getAndIncrement() < 2) {
				conversation.send(RawUpstream.EMPTY_OBJECT);
			}
			conversation.stayQuiet();
		})) {
			Source source = source(upstream.url("/{id}"), "\"ttl\":10,\"stale_if_error\":60");
			Map<AnswerKey, Wanted> wanted = wanted(source, "{\"id\":1}", "{\"id\":2}");
			gather(wanted, Calls.LONG);
			this.ticker.ahead = Duration.ofSeconds(11);
			assertThat(gather(wanted, Duration.ofMillis(100)).values())
				.allSatisfy((answer) -> assertThat(answer.origin()).isEqualTo(Answer.Origin.STALE));
		}
	}

	@Test
	void whoeverWaitsAsksWhenTheOneWhoAskedGivesUp() throws Exception {
		AtomicInteger turn = new AtomicInteger();
		CountDownLatch asked = new CountDownLatch(1);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			if (conversation.request() != null && turn.getAndIncrement() > 0) {
				conversation.send(RawUpstream.EMPTY_OBJECT);
			}
			asked.countDown();
			conversation.stayQuiet();
		})) {
			Map<AnswerKey, Wanted> wanted = wanted(source(upstream.url("/{id}"), ""), "{\"id\":1}");
			CompletableFuture<Map<AnswerKey, Answer>> first = inBackground(
					() -> gather(wanted, Duration.ofMillis(1500)));
			asked.await();
			Map<AnswerKey, Answer> second = gather(wanted, Calls.LONG);
			assertThat(first.join().values()).singleElement()
				.isEqualTo(new Answer(Outcome.Failed.of(Failure.TIMEOUT), Answer.Origin.MISS, Duration.ZERO));
			assertThat(second.values()).singleElement()
				.satisfies((answer) -> assertThat(answer.outcome()).isInstanceOf(Outcome.Answered.class));
			assertThat(upstream.requests()).hasSize(2);
		}
	}

	@Test
	void callGoesOnForOthersWhenTheOneWhoStartedItLeaves() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch left = new CountDownLatch(1);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			while (conversation.request() != null) {
				asked.countDown();
				left.await();
				conversation.send(RawUpstream.EMPTY_OBJECT);
			}
		})) {
			Map<AnswerKey, Wanted> wanted = wanted(source(upstream.url("/{id}"), ""), "{\"id\":1}");
			AnswerKey key = wanted.keySet().iterator().next();
			Thread leaver = Thread.startVirtualThread(() -> gather(wanted, Calls.LONG));
			asked.await();
			leaver.interrupt();
			leaver.join();
			left.countDown();
			assertThat(gather(wanted, Calls.LONG)).hasEntrySatisfying(key,
					(answer) -> assertThat(answer.outcome()).isInstanceOf(Outcome.Answered.class));
			assertThat(upstream.requests()).hasSize(1);
		}
	}

	@Test
	void faultOfOursLeavesNobodyWaiting() {
		Map<AnswerKey, Wanted> unfit = wanted(source("http://127.0.0.1:1/{id}", ""), "{}", "{\"id\":[]}");
		for (int i = 0; i < 2; i++) {
			assertThatIllegalStateException().isThrownBy(() -> gather(unfit, Duration.ofSeconds(20)))
				.withRootCauseInstanceOf(PlaceholderException.class);
		}
		await().untilAsserted(() -> assertThat(unfit.keySet()).noneMatch(this.cache::knows));
	}

	@Test
	void answersOfManyAreBoundedTogether() throws Exception {
		String body = "\"" + "x".repeat(998) + "\"";
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer("200 OK", body))) {
			Source source = source(upstream.url("/{id}"), "");
			List<Answer> answers = lookups(DataSize.ofBytes(3000)).find(source,
					IntStream.range(0, 10).mapToObj((n) -> values("{\"id\":" + n + "}")).toList());
			assertThat(answers.stream().filter((answer) -> answer.outcome() instanceof Outcome.Answered)).hasSize(3);
			assertThat(answers.stream().map(Answer::outcome).filter(Outcome.Failed.class::isInstance))
				.containsOnly(Outcome.Failed.of(Failure.ANSWERS_TOO_LARGE));
		}
	}

	@Test
	void callsUnderWayAreGivenUpWhenTheAnswersAreTooMuchTogether() throws Exception {
		AtomicInteger turn = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(4);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			while (conversation.request() != null) {
				begun.countDown();
				begun.await();
				if (turn.getAndIncrement() > 0) {
					conversation.stayQuiet();
				}
				conversation.send(RawUpstream.answer("200 OK", "\"" + "x".repeat(4000) + "\""));
			}
		})) {
			List<Answer> answers = lookups(DataSize.ofBytes(3000)).find(source(upstream.url("/{id}"), ""),
					IntStream.range(0, 100).mapToObj((n) -> values("{\"id\":" + n + "}")).toList());
			assertThat(answers).extracting(Answer::outcome).containsOnly(Outcome.Failed.of(Failure.ANSWERS_TOO_LARGE));
			assertThat(upstream.requests()).hasSizeLessThanOrEqualTo(5);
			await().untilAsserted(() -> assertThat(this.calls.connections().getLeased()).isZero());
		}
	}

	@Test
	void batchIsAskedForInChunks() throws Exception {
		try (RawUpstream upstream = echoing("(?s).*\r\n\r\n")) {
			Source source = source(upstream.url("/"),
					"\"http_method\":\"POST\",\"is_batch_endpoint\":true,\"body\":{\"ids\":\"{id}\"}");
			assertThat(find(source, 2500)).hasSize(2500)
				.allSatisfy((answer) -> assertThat(answer.outcome()).isInstanceOf(Outcome.Answered.class));
			assertThat(upstream.requests()).hasSize(3);
		}
	}

	@Test
	void chunkWhoseKeysDoNotFitIntoTheUrlIsHalved() throws Exception {
		try (RawUpstream upstream = echoing("(?s)GET /\\?ids=| .*")) {
			Source source = source(upstream.url("/?ids={id}&pad=" + "p".repeat(60_000)), "\"is_batch_endpoint\":true");
			assertThat(find(source, 999, 1_000_000_000)).hasSize(999)
				.allSatisfy((answer) -> assertThat(answer.outcome()).isInstanceOf(Outcome.Answered.class));
			assertThat(upstream.requests()).hasSize(2);
		}
	}

	@Test
	void keysWithDifferentOtherValuesAreAskedForApart() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer("200 OK", "[{\"id\":1},{\"id\":2}]"))) {
			Source source = source(upstream.url("/{lang}?ids={id}"), "\"is_batch_endpoint\":true");
			lookups(DataSize.ofMegabytes(1)).find(source,
					Stream.of("{\"id\":1,\"lang\":\"a\"}", "{\"id\":2,\"lang\":\"a\"}", "{\"id\":1,\"lang\":\"b\"}")
						.map(LookupsTests::values)
						.toList());
			assertThat(upstream.requests().stream().map((request) -> request.lines().findFirst().orElse("")))
				.containsExactlyInAnyOrder("GET /a?ids=1,2 HTTP/1.1", "GET /b?ids=1 HTTP/1.1");
		}
	}

	/** Gives a record for each number that is left of a request without its frame. */
	private static RawUpstream echoing(String frame) throws IOException {
		return new RawUpstream((conversation) -> {
			for (String request = conversation.request(); request != null; request = conversation.request()) {
				String ids = Pattern.compile(frame).matcher(request).replaceAll("").replaceAll("&pad=.*", "");
				conversation.send(RawUpstream.answer("200 OK",
						NUMBERS.matcher(ids)
							.results()
							.map(MatchResult::group)
							.map((id) -> "{\"id\":" + id + "}")
							.collect(Collectors.joining(",", "[", "]"))));
			}
		});
	}

	private List<Answer> find(Source source, int count) {
		return find(source, count, 0);
	}

	private List<Answer> find(Source source, int count, int from) {
		return lookups(DataSize.ofMegabytes(1)).find(source,
				IntStream.range(from, from + count).mapToObj((n) -> values("{\"id\":" + n + "}")).toList());
	}

	private Map<AnswerKey, Answer> gather(Map<AnswerKey, Wanted> wanted, Duration timeout) {
		Source source = wanted.values().iterator().next().source();
		return gathering(settings(DataSize.ofMegabytes(1))).gather(wanted, Freshness.of(source.api()),
				Deadline.in(timeout, this.ticker));
	}

	private Lookups lookups(DataSize maxSize) {
		LookupSettings settings = settings(maxSize);
		LastAnswers last = new LastAnswers(List.of());
		return new Lookups(this.cache, gathering(settings),
				new Fetcher(this.calls.upstream(), last, settings, this.ticker), last, settings, this.ticker);
	}

	private Gathering gathering(LookupSettings settings) {
		return new Gathering(this.cache,
				new Asking(new Fetcher(this.calls.upstream(), new LastAnswers(List.of()), settings, this.ticker),
						new Sharing(new StaticListableBeanFactory().getBeanProvider(SharedAnswers.class), this.cache),
						settings));
	}

	private static LookupSettings settings(DataSize maxSize) {
		return new LookupSettings(4, Calls.LONG, maxSize);
	}

	private static Map<AnswerKey, Wanted> wanted(Source source, String... values) {
		Map<AnswerKey, Wanted> wanted = new LinkedHashMap<>();
		for (String each : values) {
			Wanted one = Wanted.of(source, values(each));
			wanted.put(one.key(), one);
		}
		return wanted;
	}

	private static Source source(String url, String details) {
		Map<String, JsonNode> given = values("{" + details + "}");
		return new Source(Calls.BRAND, new UUID(0, 1), 0, "id",
				new ExternalApi(url, text(given.get("http_method"), "GET"), Map.of(), given.get("body"),
						number(given.get("ttl"), 60), 30, 0, given.containsKey("is_batch_endpoint"),
						number(given.get("stale_if_error"), 0), number(given.get("stale_while_revalidate"), 0),
						Map.of()));
	}

	private static String text(@Nullable JsonNode value, String otherwise) {
		return (value != null) ? value.stringValue() : otherwise;
	}

	private static int number(@Nullable JsonNode value, int otherwise) {
		return (value != null) ? value.intValue() : otherwise;
	}

	private static Map<String, JsonNode> values(String json) {
		Map<String, JsonNode> values = new LinkedHashMap<>();
		JsonMapper.shared()
			.readTree(json)
			.properties()
			.forEach((value) -> values.put(value.getKey(), value.getValue()));
		return values;
	}

	private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
		return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
	}

	/** Passes as usual, and can be put forward. */
	private static final class AheadTicker implements Ticker {

		private volatile Duration ahead = Duration.ZERO;

		@Override
		public long read() {
			return System.nanoTime() + this.ahead.toNanos();
		}

	}

}
