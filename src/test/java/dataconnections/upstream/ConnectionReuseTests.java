package dataconnections.upstream;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ConnectionReuseTests {

	private final Calls calls = new Calls();

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 404, 500 })
	void connectionIsKeptAfterAWholeAnswer(int status) throws Exception {
		String answer = (status == 204) ? "HTTP/1.1 204 None\r\n\r\n" : RawUpstream.answer(status + " Any", "{}");
		try (RawUpstream upstream = RawUpstream.answering(answer)) {
			this.calls.get(upstream.url("/1"));
			this.calls.get(upstream.url("/2"));
			assertThat(upstream.requests()).hasSize(2);
			assertThat(upstream.connections()).isEqualTo(1);
		}
	}

	@Test
	void connectionIsClosedWhenTheUpstreamWantsIt() throws Exception {
		try (RawUpstream upstream = RawUpstream
			.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")) {
			this.calls.get(upstream.url("/"));
			upstream.awaitClosed();
			assertThat(this.calls.connections().getAvailable()).isZero();
		}
	}

	@Test
	void brandsShareNoConnection() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			OutgoingRequest request = new OutgoingRequest(HttpMethod.GET, upstream.url("/"), Map.of(), null);
			for (UUID brand : List.of(Calls.BRAND, Calls.OTHER_BRAND, Calls.BRAND, Calls.OTHER_BRAND)) {
				this.calls.call(brand, request, Calls.LONG, 0);
			}
			assertThat(upstream.connections()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "garbage", "{\"of\":\"another customer\"}",
			"HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"of\":\"another customer\"}" })
	void whatFollowsAnAnswerIsNobodysAnswer(String more) throws Exception {
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
			try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT + more,
					RawUpstream.answer("200 OK", "[\"right\"]"))) {
				OutgoingRequest request = new OutgoingRequest(method, upstream.url("/"), Map.of(), null);
				this.calls.send(request);
				assertThat(this.calls.send(request)).isInstanceOfSatisfying(Outcome.Answered.class,
						(answer) -> assertThat(answer.json()).asString().isEqualTo("[\"right\"]"));
				assertThat(upstream.connections()).isEqualTo(2);
			}
		}
	}

	@Test
	void cookiesAreNotReplayed() throws Exception {
		try (RawUpstream upstream = RawUpstream
			.answering("HTTP/1.1 200 OK\r\nSet-Cookie: id=1; Path=/\r\nContent-Length: 2\r\n\r\n{}")) {
			this.calls.get(upstream.url("/1"));
			this.calls.get(upstream.url("/2"));
			assertThat(upstream.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request).doesNotContainIgnoringCase("cookie"));
		}
	}

	@Test
	void challengeIsNotAnswered() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(
				"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\", Negotiate\r\nContent-Length: 0\r\n\r\n")) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.ofStatus(401));
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.ofStatus(401));
			assertThat(upstream.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request).doesNotContainIgnoringCase("authorization"));
		}
	}

	@Test
	void keptConnectionThatWasClosedMeanwhileCostsAGetNothing() throws Exception {
		assertThat(afterClose(HttpMethod.GET, 1)).isInstanceOf(Outcome.Answered.class);
	}

	@Test
	void getIsRepeatedOnceOnly() throws Exception {
		assertThat(afterClose(HttpMethod.GET, 2)).isEqualTo(Outcome.Failed.of(Failure.CONNECTION_LOST));
	}

	@Test
	void postThatMayHaveArrivedIsNotRepeated() throws Exception {
		assertThat(afterClose(HttpMethod.POST, 1)).isEqualTo(Outcome.Failed.of(Failure.CONNECTION_LOST));
	}

	/**
	 * The outcome of a call whose request is received, but answered by closing, on as
	 * many kept connections.
	 */
	private Outcome afterClose(HttpMethod method, int closes) throws Exception {
		CountDownLatch together = new CountDownLatch(closes);
		AtomicInteger kept = new AtomicInteger(closes);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			together.countDown();
			together.await();
			conversation.send(RawUpstream.EMPTY_OBJECT);
			if (kept.getAndDecrement() <= 0) {
				conversation.stayQuiet();
			}
			conversation.request();
		})) {
			OutgoingRequest request = new OutgoingRequest(method, upstream.url("/"), Map.of(), null);
			List<Thread> callers = java.util.stream.Stream.generate(() -> Thread.startVirtualThread(() -> {
				try {
					this.calls.send(request);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			})).limit(closes).toList();
			for (Thread caller : callers) {
				caller.join();
			}
			assertThat(this.calls.connections().getAvailable()).isEqualTo(closes);
			return this.calls.send(request);
		}
	}

}
