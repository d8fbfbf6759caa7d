package dataconnections.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class SafeguardsTests {

	private static final BreakerSettings BREAKER = new BreakerSettings(50, 4, Duration.ofSeconds(30),
			Duration.ofSeconds(10), 2);

	private static final String DOWN = RawUpstream.answer("503 Down", "");

	private final MovableTicker ticker = new MovableTicker();

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 501, 503, 599 })
	void breakerOpensForOneBrandAndHostOnly(int status) throws Exception {
		try (RawUpstream bad = RawUpstream.answering(RawUpstream.answer(status + " Bad", ""));
				RawUpstream good = RawUpstream.answering(RawUpstream.EMPTY_OBJECT);
				Calls calls = calls()) {
			for (int i = 0; i < 4; i++) {
				assertThat(calls.get(bad.url("/" + i))).isEqualTo(Outcome.Failed.ofStatus(status));
			}
			assertThat(calls.get(bad.url("/4"))).isEqualTo(open(10));
			assertThat(bad.requests()).hasSize(4);
			assertThat(calls.get(good.url("/"))).isInstanceOf(Outcome.Answered.class);
			assertThat(calls.get(Calls.OTHER_BRAND, bad.url("/"))).isEqualTo(Outcome.Failed.ofStatus(status));
			assertThat(calls.safeguards().count(CircuitBreaker.State.OPEN)).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "404 None", "410 Gone", "400 Bad", "401 Who", "403 No", "408 Slow", "301 Moved",
			"200 No JSON" })
	void answerThatIsNoOutageKeepsTheBreakerClosed(String status) throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer(status, "x")); Calls calls = calls()) {
			for (int i = 0; i < 20; i++) {
				calls.get(upstream.url("/"));
			}
			assertThat(upstream.requests()).hasSize(20);
		}
	}

	@Test
	void lostAndRefusedConnectionsOpenTheBreaker() throws Exception {
		RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.reset();
		});
		try (upstream; Calls calls = calls()) {
			for (int i = 0; i < 2; i++) {
				assertThat(calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.CONNECTION_LOST));
			}
			upstream.close();
			for (int i = 0; i < 2; i++) {
				assertThat(calls.get(upstream.url("/"))).isIn(Outcome.Failed.of(Failure.NOT_CONNECTED),
						Outcome.Failed.of(Failure.CONNECTION_LOST));
			}
			assertThat(calls.get(upstream.url("/"))).isEqualTo(open(10));
		}
	}

	@Test
	void timeoutsOpenTheBreaker() throws Exception {
		try (RawUpstream quiet = new RawUpstream(RawUpstream.Conversation::stayQuiet);
				Calls calls = new Calls(Calls.SETTINGS, BREAKER, Ticker.systemTicker())) {
			for (int i = 0; i < 4; i++) {
				assertThat(calls.get(quiet.url("/"), Duration.ofMillis(50)))
					.isEqualTo(Outcome.Failed.of(Failure.TIMEOUT));
			}
			Calls.await(() -> calls.safeguards().count(CircuitBreaker.State.OPEN) == 1);
			assertThat(calls.get(quiet.url("/"))).isInstanceOfSatisfying(Outcome.Failed.class,
					(failed) -> assertThat(failed.kind()).isEqualTo(Failure.BREAKER_OPEN));
		}
	}

	@Test
	void callersThatLeaveDoNotOpenTheBreaker() throws Exception {
		Semaphore asked = new Semaphore(0);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			asked.release();
			conversation.stayQuiet();
		}); Calls calls = calls()) {
			for (int i = 0; i < 8; i++) {
				Thread caller = Thread.startVirtualThread(() -> {
					try {
						calls.get(upstream.url("/"));
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
				asked.acquire();
				caller.interrupt();
				upstream.awaitClosed();
			}
			calls.awaitIdle();
			assertThat(calls.safeguards().count(CircuitBreaker.State.OPEN)).isZero();
		}
	}

	@Test
	void refusedAddressesDoNotOpenTheBreaker() throws Exception {
		try (Calls calls = calls()) {
			for (int i = 0; i < 20; i++) {
				assertThat(calls.get("http://10.0.0.1/")).isEqualTo(Outcome.Failed.of(Failure.ADDRESS_REFUSED));
			}
		}
	}

	@Test
	void onlyTheProbesFindOutWhetherTheUpstreamIsBack() throws Exception {
		AtomicInteger answered = new AtomicInteger();
		Semaphore asked = new Semaphore(0);
		CountDownLatch back = new CountDownLatch(1);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			while (conversation.request() != null) {
				if (answered.getAndIncrement() < 4) {
					conversation.send(DOWN);
				}
				else {
					asked.release();
					back.await();
					conversation.send(RawUpstream.EMPTY_OBJECT);
				}
			}
		}); Calls calls = calls()) {
			for (int i = 0; i < 4; i++) {
				calls.get(upstream.url("/"));
			}
			this.ticker.move(Duration.ofMillis(7500));
			assertThat(calls.get(upstream.url("/"))).isEqualTo(open(3));
			this.ticker.move(Duration.ofMillis(2501));
			List<CompletableFuture<Outcome>> probes = List.of(start(calls, upstream), start(calls, upstream));
			asked.acquire(2);
			assertThat(calls.get(upstream.url("/"))).isEqualTo(open(1));
			back.countDown();
			assertThat(probes).allSatisfy((probe) -> assertThat(probe.join()).isInstanceOf(Outcome.Answered.class));
			assertThat(calls.get(upstream.url("/"))).isInstanceOf(Outcome.Answered.class);
			assertThat(upstream.requests()).hasSize(7);
		}
	}

	@Test
	void failedProbesOpenTheBreakerAgainAndAreNotRepeated() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(DOWN); Calls calls = calls()) {
			for (int i = 0; i < 4; i++) {
				calls.get(upstream.url("/"));
			}
			this.ticker.move(Duration.ofMillis(10_001));
			for (int i = 0; i < 2; i++) {
				assertThat(retried(calls, upstream)).isEqualTo(Outcome.Failed.ofStatus(503));
			}
			assertThat(retried(calls, upstream)).isEqualTo(open(10));
			assertThat(upstream.requests()).hasSize(6);
		}
	}

	@Test
	void failuresOutsideTheWindowAreForgotten() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(DOWN); Calls calls = calls()) {
			for (int i = 0; i < 10; i++) {
				assertThat(calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.ofStatus(503));
				this.ticker.move(Duration.ofSeconds(12));
			}
		}
	}

	@Test
	void unusedDestinationsAreForgotten() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(DOWN); Calls calls = calls()) {
			for (int i = 0; i < 4; i++) {
				calls.get(upstream.url("/"));
			}
			assertThat(calls.safeguards().known()).isEqualTo(1);
			this.ticker.move(Duration.ofMinutes(16));
			assertThat(calls.safeguards().known()).isZero();
		}
	}

	@Test
	void retryAnswersWhateverTheMethod() throws Exception {
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH)) {
			try (RawUpstream upstream = RawUpstream.answering(DOWN, RawUpstream.EMPTY_OBJECT); Calls calls = calls()) {
				OutgoingRequest request = new OutgoingRequest(method, upstream.url("/"), Map.of(), new byte[] { '1' });
				assertThat(calls.call(Calls.BRAND, request, Calls.LONG, 1)).isInstanceOf(Outcome.Answered.class);
				assertThat(upstream.requests()).hasSize(2).allSatisfy((sent) -> assertThat(sent).endsWith("\r\n\r\n1"));
			}
		}
	}

	@Test
	void upstreamThatAsksForMoreThanTheTimeoutIsUnavailable() throws Exception {
		try (RawUpstream upstream = RawUpstream
			.answering("HTTP/1.1 429 Slow down\r\nRetry-After: 1000000000\r\nContent-Length: 0\r\n\r\n");
				Calls calls = calls()) {
			assertThat(retried(calls, upstream))
				.isEqualTo(Outcome.Failed.until(Failure.RETRY_LATER, 429, Duration.ofDays(1)));
			assertThat(upstream.requests()).hasSize(1);
		}
	}

	@Test
	void stormOfRetriesStaysWithinTheBudget() throws Exception {
		BreakerSettings never = new BreakerSettings(100, 1000, Duration.ofMinutes(10), Duration.ofSeconds(10), 1);
		try (RawUpstream upstream = RawUpstream.answering(DOWN);
				Calls calls = new Calls(Calls.settings(512, 512, 512), never, this.ticker)) {
			try (ExecutorService callers = Executors.newFixedThreadPool(50)) {
				assertThat(callers.invokeAll(Collections.nCopies(999, () -> retried(calls, upstream))))
					.allSatisfy((call) -> assertThat(call.get()).isEqualTo(Outcome.Failed.ofStatus(503)));
			}
			assertThat(upstream.requests().size()).isBetween(999 + 10, 999 + 999 / 5);
			assertThat(calls.registry().counter("upstream.retries", "permitted", "true").count())
				.isEqualTo(upstream.requests().size() - 999);
		}
	}

	@Test
	void fullBulkheadOfAHostRefusesAtOnceAndNobodyElse() throws Exception {
		try (Occupied host = new Occupied(Calls.settings(8, 8, 2), 2);
				RawUpstream other = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			for (int i = 0; i < 10; i++) {
				assertThat(host.calls.get(host.upstream.url("/"))).isEqualTo(full());
			}
			assertThat(host.calls.get(other.url("/"))).isInstanceOf(Outcome.Answered.class);
			CompletableFuture<Outcome> others = Occupied.start(host.calls, Calls.OTHER_BRAND, host.upstream.url("/"));
			host.asked.acquire();
			assertThat(host.calls.safeguards().count(CircuitBreaker.State.OPEN)).isZero();
			host.finish();
			assertThat(others.join()).isInstanceOf(Outcome.Answered.class);
			assertThat(host.calls.get(host.upstream.url("/"))).isInstanceOf(Outcome.Answered.class);
		}
	}

	@Test
	void brandHasABulkheadAcrossItsHosts() throws Exception {
		try (Occupied brand = new Occupied(Calls.settings(8, 2, 2), 2);
				RawUpstream other = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			assertThat(brand.calls.get(other.url("/"))).isEqualTo(full());
			assertThat(brand.calls.get(Calls.OTHER_BRAND, other.url("/"))).isInstanceOf(Outcome.Answered.class);
		}
	}

	@Test
	void allBrandsTogetherHaveABulkhead() throws Exception {
		try (Occupied all = new Occupied(Calls.settings(2, 2, 2), 2)) {
			assertThat(all.calls.safeguards().underWay()).isEqualTo(2);
			assertThat(all.calls.get(Calls.OTHER_BRAND, all.upstream.url("/"))).isEqualTo(full());
			all.finish();
			assertThat(all.calls.get(Calls.OTHER_BRAND, all.upstream.url("/"))).isInstanceOf(Outcome.Answered.class);
		}
	}

	@Test
	void outcomesAreCountedWithoutSayingWhose() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT, RawUpstream.answer("404 No", ""),
				DOWN); Calls calls = calls()) {
			for (int i = 0; i < 3; i++) {
				calls.get(upstream.url("/"));
			}
			for (String outcome : List.of("answered", "no_data", "status")) {
				assertThat(calls.registry().timer("upstream.calls", "outcome", outcome).count()).isEqualTo(1);
			}
			assertThat(calls.registry().getMeters()).flatExtracting((meter) -> meter.getId().getTags())
				.extracting(Tag::getKey)
				.containsOnly("outcome", "state", "permitted", "le");
		}
	}

	private Calls calls() {
		return new Calls(Calls.SETTINGS, BREAKER, this.ticker);
	}

	private static Outcome retried(Calls calls, RawUpstream upstream) throws InterruptedException {
		return calls.call(Calls.BRAND, new OutgoingRequest(HttpMethod.GET, upstream.url("/"), Map.of(), null),
				Calls.LONG, 3);
	}

	private static CompletableFuture<Outcome> start(Calls calls, RawUpstream upstream) {
		return Occupied.start(calls, Calls.BRAND, upstream.url("/"));
	}

	private static Outcome open(int seconds) {
		return Outcome.Failed.until(Failure.BREAKER_OPEN, null, Duration.ofSeconds(seconds));
	}

	private static Outcome full() {
		return Outcome.Failed.until(Failure.BULKHEAD_FULL, null, Duration.ofSeconds(1));
	}

	/** Calls some of which are under way until they are finished. */
	private static final class Occupied implements AutoCloseable {

		private final CountDownLatch over = new CountDownLatch(1);

		private final Semaphore asked = new Semaphore(0);

		private final RawUpstream upstream;

		private final Calls calls;

		private final List<CompletableFuture<Outcome>> underWay = new ArrayList<>();

		Occupied(CallSettings settings, int underWay) throws Exception {
			this.upstream = new RawUpstream((conversation) -> {
				while (conversation.request() != null) {
					this.asked.release();
					this.over.await();
					conversation.send(RawUpstream.EMPTY_OBJECT);
				}
			});
			this.calls = new Calls(settings, BREAKER, Ticker.systemTicker());
			for (int i = 0; i < underWay; i++) {
				this.underWay.add(start(this.calls, Calls.BRAND, this.upstream.url("/")));
			}
			this.asked.acquire(underWay);
		}

		static CompletableFuture<Outcome> start(Calls calls, UUID brand, String url) {
			return CompletableFuture.supplyAsync(() -> {
				try {
					return calls.get(brand, url);
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}, Thread::startVirtualThread);
		}

		void finish() {
			this.over.countDown();
			this.underWay.forEach((call) -> assertThat(call.join()).isInstanceOf(Outcome.Answered.class));
		}

		@Override
		public void close() throws IOException {
			this.over.countDown();
			this.calls.close();
			this.upstream.close();
		}

	}

}
