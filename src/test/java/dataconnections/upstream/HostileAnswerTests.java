package dataconnections.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** {@link Calls} take answers of up to 64 KB. */
@Timeout(30)
class HostileAnswerTests {

	private static final String OK = "HTTP/1.1 200 OK\r\n";

	private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

	private final Calls calls = new Calls();

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@ParameterizedTest
	@MethodSource
	void brokenAnswerHasItsName(Failure failure, String answer) throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send(answer);
		})) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(failure));
			assertThat(this.calls.connections().getAvailable()).isZero();
			assertThat(this.calls.connections().getLeased()).isZero();
		}
	}

	static Stream<Arguments> brokenAnswerHasItsName() {
		return Stream.of(argumentSet("nothing", Failure.CONNECTION_LOST, ""),
				argumentSet("half a status line", Failure.CONNECTION_LOST, "HTTP/1.1 20"),
				argumentSet("half a head", Failure.CONNECTION_LOST, OK + "Content-Le"),
				argumentSet("a head without its end", Failure.CONNECTION_LOST, OK + "X-H: 1\r\n"),
				argumentSet("less than its length", Failure.CONNECTION_LOST, OK + "Content-Length: 3\r\n\r\n{}"),
				argumentSet("half a chunk", Failure.CONNECTION_LOST, CHUNKED + "5\r\n{}"),
				argumentSet("no last chunk", Failure.CONNECTION_LOST, CHUNKED + "2\r\n{}\r\n"),
				argumentSet("another protocol", Failure.NOT_HTTP, "SSH-2.0-OpenSSH_9.9\r\n\r\n"),
				argumentSet("HTTP/0.9", Failure.NOT_HTTP, "{\"a\": 1}\r\n\r\n"),
				argumentSet("HTTP/2", Failure.NOT_HTTP, "HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("no status", Failure.NOT_HTTP, "HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("negative status", Failure.NOT_HTTP, "HTTP/1.1 -200 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("status of no class", Failure.NOT_HTTP, "HTTP/1.1 000 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("status below all classes", Failure.NOT_HTTP,
						"HTTP/1.1 099 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("status of two digits", Failure.NOT_HTTP, "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("status of four digits", Failure.NOT_HTTP,
						"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("header without colon", Failure.NOT_HTTP, OK + "Oops\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("negative length", Failure.NOT_HTTP, OK + "Content-Length: -2\r\n\r\n{}"),
				argumentSet("length that is no number", Failure.NOT_HTTP, OK + "Content-Length: 0x2\r\n\r\n{}"),
				argumentSet("two lengths", Failure.NOT_HTTP, OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
				argumentSet("two lengths in one", Failure.NOT_HTTP, OK + "Content-Length: 2, 3\r\n\r\n{}"),
				argumentSet("unknown transfer coding", Failure.NOT_HTTP,
						OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
				argumentSet("chunk size that is no number", Failure.NOT_HTTP, CHUNKED + "zz\r\n{}\r\n0\r\n\r\n"),
				argumentSet("negative chunk size", Failure.NOT_HTTP, CHUNKED + "-2\r\n{}\r\n0\r\n\r\n"),
				argumentSet("chunk longer than its size", Failure.NOT_HTTP, CHUNKED + "1\r\n{}\r\n0\r\n\r\n"),
				argumentSet("chunk extension without end", Failure.NOT_HTTP,
						CHUNKED + "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n"),
				argumentSet("trailers without end", Failure.NOT_HTTP,
						CHUNKED + "2\r\n{}\r\n0\r\n" + "X-T: 1\r\n".repeat(201) + "\r\n"),
				argumentSet("201 headers", Failure.NOT_HTTP, OK + "X-H: 1\r\n".repeat(201) + "\r\n"),
				argumentSet("folded header of many lines", Failure.NOT_HTTP,
						OK + "X-H: 1\r\n" + (" " + "y".repeat(8000) + "\r\n").repeat(210) + "\r\n"),
				argumentSet("header of 17 KB", Failure.NOT_HTTP, OK + "X-H: " + "h".repeat(17_000) + "\r\n\r\n"),
				argumentSet("switch of protocol", Failure.NOT_HTTP,
						"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" + RawUpstream.EMPTY_OBJECT),
				argumentSet("a body one too long", Failure.TOO_LARGE, RawUpstream.answer("200 OK", "1".repeat(65_537))),
				argumentSet("a length one too long", Failure.TOO_LARGE, OK + "Content-Length: 65537\r\n\r\n"),
				argumentSet("a length beyond measure", Failure.TOO_LARGE,
						OK + "Content-Length: 9223372036854775807\r\n\r\n{}"),
				argumentSet("a length beyond numbers", Failure.NOT_HTTP,
						OK + "Content-Length: 9223372036854775808\r\n\r\n{}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { CHUNKED + "7fffffffffffffff\r\n", OK + "Connection: close\r\n\r\n" })
	void bodyWithoutEndIsCut(String head) throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send(head);
			conversation.sendForEver("1".repeat(8192));
		})) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.TOO_LARGE));
			upstream.awaitClosed();
		}
	}

	@Test
	void bodyOfAnErrorWithoutEndIsCut() throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send("HTTP/1.1 404 None\r\nContent-Length: 999999999\r\n\r\n");
			conversation.sendForEver("1".repeat(8192));
		})) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(new Outcome.NoData(404));
			upstream.awaitClosed();
			assertThat(this.calls.connections().getAvailable()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\n|X-H: 1\r\n", "HTTP/1.1 200 OK\r\nX-H: |hhhhhhhhhh",
			"|HTTP/1.1 103 Early Hints\r\n\r\n", "|HTTP/1.1 100 Continue\r\n\r\n", "|\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n|X-T: 1\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;|xxxxxxxx" })
	void headWithoutEndIsCut(String answer) throws Exception {
		List<String> parts = List.of(answer.split("\\|"));
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send(parts.getFirst());
			conversation.sendForEver(parts.getLast().repeat(100));
		})) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.NOT_HTTP));
			upstream.awaitClosed();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!doctype html><p>Log in</p>", "{\"a\": 1}{\"a\": 2}", "OK" })
	void wholeAnswerThatIsNoJsonLeavesTheConnectionUsable(String body) throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer("200 OK", body))) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.NOT_JSON));
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.NOT_JSON));
			assertThat(upstream.connections()).isEqualTo(1);
		}
	}

	@Test
	void resetConnectionIsLost() throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.reset();
		})) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.CONNECTION_LOST));
		}
	}

	@Test
	void connectionClosedAtOnceIsLost() throws Exception {
		try (RawUpstream upstream = new RawUpstream(RawUpstream.Conversation::hangUp)) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.CONNECTION_LOST));
		}
	}

	@Test
	void closedPortIsNotConnected() throws Exception {
		RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT);
		upstream.close();
		assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.NOT_CONNECTED));
	}

	@Test
	void largestAnswerIsTaken() throws Exception {
		String json = "\"" + "x".repeat(65_534) + "\"";
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer("200 OK", json),
				CHUNKED + "10000\r\n" + json + "\r\n0\r\n\r\n")) {
			assertThat(json(this.calls.get(upstream.url("/")))).isEqualTo(json);
			assertThat(json(this.calls.get(upstream.url("/")))).isEqualTo(json);
			assertThat(upstream.connections()).isEqualTo(1);
		}
	}

	@Test
	void chunkedAnswerWithExtensionsAndTrailersIsTaken() throws Exception {
		try (RawUpstream upstream = RawUpstream
			.answering(CHUNKED + "1;a=b\r\n[\r\n1; c\r\n]\r\n0\r\nX-Trailer: 1\r\n\r\n")) {
			assertThat(json(this.calls.get(upstream.url("/")))).isEqualTo("[]");
		}
	}

	@Test
	void aFewInterimAnswersAreSkipped() throws Exception {
		String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(5);
		try (RawUpstream upstream = RawUpstream
			.answering("HTTP/1.1 100 Continue\r\n\r\n" + hints + RawUpstream.EMPTY_OBJECT)) {
			assertThat(json(this.calls.get(upstream.url("/")))).isEqualTo("{}");
			assertThat(json(this.calls.get(upstream.url("/")))).isEqualTo("{}");
		}
	}

	@ParameterizedTest
	@MethodSource
	void onlyDataNoDataAndErrorsExist(int status, Outcome outcome) throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer(status + " Any", "{}"))) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(outcome);
			assertThat(upstream.requests()).hasSize(1);
		}
	}

	static Stream<Arguments> onlyDataNoDataAndErrorsExist() {
		return IntStream
			.of(300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 407, 408, 409, 410, 421, 425, 429, 451, 500,
					501, 502, 503, 504, 505, 511, 599, 600, 999)
			.mapToObj((status) -> Arguments.of(status,
					(status == 404 || status == 410) ? new Outcome.NoData(status) : Outcome.Failed.ofStatus(status)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 203, 206, 207, 226, 299 })
	void everyGoodStatusWithJsonIsAnAnswer(int status) throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.answer(status + "", "[1]"))) {
			assertThat(this.calls.get(upstream.url("/"))).isInstanceOfSatisfying(Outcome.Answered.class, (answer) -> {
				assertThat(answer.json()).asString().isEqualTo("[1]");
				assertThat(answer.upstreamStatus()).isEqualTo(status);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n \t\r\n", CHUNKED + "0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n" })
	void nothingIsNull(String answer) throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send(answer);
		})) {
			assertThat(json(this.calls.get(upstream.url("/")))).isEqualTo("null");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:{port}/other",
			"file:///etc/passwd", "//127.0.0.1:{port}/other", "/other" })
	void redirectIsNotFollowed(String location) throws Exception {
		for (int status : new int[] { 301, 302, 303, 307, 308 }) {
			try (RawUpstream elsewhere = RawUpstream.answering(RawUpstream.EMPTY_OBJECT);
					RawUpstream upstream = RawUpstream.answering("HTTP/1.1 " + status + " Moved\r\nLocation: "
							+ location.replace("{port}", "" + elsewhere.port())
							+ "\r\nRefresh: 0; url=/other\r\nContent-Length: 0\r\n\r\n")) {
				assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.ofStatus(status));
				assertThat(upstream.requests()).hasSize(1);
				assertThat(elsewhere.connections()).isZero();
			}
		}
	}

	private static String json(Outcome outcome) {
		assertThat(outcome).isInstanceOf(Outcome.Answered.class);
		return new String(((Outcome.Answered) outcome).json(), StandardCharsets.UTF_8);
	}

}
