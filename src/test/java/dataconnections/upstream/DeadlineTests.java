package dataconnections.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class DeadlineTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Outcome TIMEOUT = Outcome.Failed.of(Failure.TIMEOUT);

	private final Calls calls = new Calls();

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@ParameterizedTest
	@MethodSource("slowness")
	void slownessOfEveryKindEndsAtTheDeadlineWithAClosedConnection(RawUpstream.Script slowness) throws Exception {
		try (RawUpstream upstream = new RawUpstream(slowness)) {
			assertThat(this.calls.get(upstream.url("/"), SHORT)).isEqualTo(TIMEOUT);
			upstream.awaitClosed();
			awaitNoConnections();
		}
	}

	@Test
	void upstreamThatDoesNotReadTheRequestEndsAtTheDeadline() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		try (RawUpstream upstream = new RawUpstream((conversation) -> over.await())) {
			OutgoingRequest large = new OutgoingRequest(HttpMethod.POST, upstream.url("/"), Map.of(),
					new byte[32 * 1024 * 1024]);
			assertThat(this.calls.call(Calls.BRAND, large, SHORT, 0)).isEqualTo(TIMEOUT);
			awaitNoConnections();
			over.countDown();
		}
	}

	@Test
	void hostThatDoesNotAcceptEndsAtTheDeadline() throws Exception {
		List<Socket> queue = new ArrayList<>();
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
			for (int i = 0; i < 2; i++) {
				queue.add(new Socket(full.getInetAddress(), full.getLocalPort()));
			}
			assertThat(this.calls.get("http://127.0.0.1:" + full.getLocalPort() + "/", SHORT)).isEqualTo(TIMEOUT);
			awaitNoConnections();
		}
		for (Socket socket : queue) {
			socket.close();
		}
	}

	@Test
	void silenceInTheTlsHandshakeEndsAtTheDeadline() throws Exception {
		try (RawUpstream upstream = new RawUpstream(RawUpstream.Conversation::stayQuiet)) {
			assertThat(this.calls.get(upstream.url("/").replace("http:", "https:"), Duration.ofSeconds(2)))
				.isEqualTo(TIMEOUT);
			upstream.awaitClosed();
			awaitNoConnections();
		}
	}

	@Test
	void slowNameServiceEndsAtTheDeadline() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		CompletableFuture<String> given = new CompletableFuture<>();
		try (Calls slow = new Calls((host) -> {
			try {
				over.await();
			}
			catch (InterruptedException ex) {
				given.complete("up");
			}
			throw new UnknownHostException(host);
		}, DefaultClientTlsStrategy.createDefault())) {
			assertThat(slow.get("http://slow.example.com/", SHORT)).isEqualTo(TIMEOUT);
			assertThat(given.get()).isEqualTo("up");
			over.countDown();
		}
	}

	@Test
	void callerThatLeavesClosesTheConnection() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			asked.countDown();
			conversation.stayQuiet();
		})) {
			CompletableFuture<String> left = new CompletableFuture<>();
			Thread caller = Thread.ofPlatform().start(() -> {
				try {
					left.complete(this.calls.get(upstream.url("/")).toString());
				}
				catch (InterruptedException ex) {
					left.complete("interrupted");
				}
			});
			asked.await();
			caller.interrupt();
			assertThat(left.get()).isEqualTo("interrupted");
			upstream.awaitClosed();
			awaitNoConnections();
		}
	}

	private void awaitNoConnections() throws InterruptedException {
		this.calls.awaitIdle();
		assertThat(this.calls.connections().getAvailable()).isZero();
	}

	static Stream<Named<RawUpstream.Script>> slowness() {
		return Stream.of(slow("never answers", RawUpstream.Conversation::stayQuiet),
				slow("drips the head", answer("HTTP/1.1 200 OK\r\nX-Drip: ", DeadlineTests::drip)),
				slow("drips the body", answer("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", DeadlineTests::drip)),
				slow("drips the body of an error",
						answer("HTTP/1.1 500 Oops\r\nContent-Length: 60000\r\n\r\n", DeadlineTests::drip)),
				slow("stops amid the body",
						answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", RawUpstream.Conversation::stayQuiet)),
				slow("stops amid a chunk",
						answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n5",
								RawUpstream.Conversation::stayQuiet)),
				slow("promises to continue",
						answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
								RawUpstream.Conversation::stayQuiet)));
	}

	private static Named<RawUpstream.Script> slow(String name, RawUpstream.Script script) {
		return Named.of(name, script);
	}

	private static RawUpstream.Script answer(String begin, RawUpstream.Script then) {
		return (conversation) -> {
			conversation.request();
			conversation.send(begin);
			then.run(conversation);
		};
	}

	/** One byte after the other, never quiet for long. */
	private static void drip(RawUpstream.Conversation conversation) throws IOException {
		conversation.drip("1");
	}

}
