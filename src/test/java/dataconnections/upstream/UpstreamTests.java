package dataconnections.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dataconnections.address.FakeNames;
import dataconnections.address.TestResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamTests {

	private final Calls calls = new Calls();

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@Test
	void answerIsHandedOnAsItIs() throws Exception {
		String json = "{ \"b\": 1.50, \"a\": [1e2, \"\u00e9\"],\n\"b\": null }";
		try (RawUpstream upstream = RawUpstream
			.answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
					+ json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json)) {
			assertThat(this.calls.get(upstream.url("/a"))).isInstanceOfSatisfying(Outcome.Answered.class, (answer) -> {
				assertThat(answer.json()).asString(StandardCharsets.UTF_8).isEqualTo(json);
				assertThat(answer.upstreamStatus()).isEqualTo(200);
			});
		}
	}

	@Test
	void plainRequestHasNoMoreHeadersThanThese() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			this.calls.get(upstream.url("/a//b/../%2e?q=1&q=%20"));
			assertThat(upstream.requests()).singleElement()
				.asString()
				.satisfies((request) -> assertThat(request.split("\r\n")).containsExactlyInAnyOrder(
						"GET /a//b/../%2e?q=1&q=%20 HTTP/1.1", "User-Agent: data-connections/test",
						"Accept: application/json", "Accept-Encoding: gzip", "Host: 127.0.0.1:" + upstream.port(),
						"Connection: keep-alive"));
		}
	}

	@Test
	void headersAndBodyOfTheConnectionAreSent() throws Exception {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("X-Api-Key", "s3cret, really");
		headers.put("accept", "text/csv");
		headers.put("USER-AGENT", "mine");
		headers.put("accept-encoding", "identity");
		headers.put("Cookie", "session=1; other=2");
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			this.calls.send(new OutgoingRequest(HttpMethod.PATCH, upstream.url("/"), headers,
					"{\"k\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8)));
			assertThat(upstream.requests()).singleElement()
				.asString()
				.satisfies((request) -> assertThat(request.split("\r\n")).containsExactlyInAnyOrder("PATCH / HTTP/1.1",
						"X-Api-Key: s3cret, really", "accept: text/csv", "USER-AGENT: mine",
						"accept-encoding: identity", "Cookie: session=1; other=2", "Content-Type: application/json",
						"Content-Length: 10", "Host: 127.0.0.1:" + upstream.port(), "Connection: keep-alive", "",
						"{\"k\":\"\u00e9\"}"));
		}
	}

	@Test
	void getMayHaveABodyAndItsOwnContentType() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			this.calls.send(new OutgoingRequest(HttpMethod.GET, upstream.url("/"),
					Map.of("content-type", "no media type"), new byte[] { '1' }));
			assertThat(upstream.requests()).singleElement()
				.asString()
				.startsWith("GET / HTTP/1.1\r\n")
				.contains("\r\ncontent-type: no media type\r\n", "\r\nContent-Length: 1\r\n")
				.doesNotContain("application/octet-stream")
				.endsWith("\r\n\r\n1");
		}
	}

	@Test
	void urlAndHeadersAreCheckedBeforeAnythingIsSent() throws Exception {
		try (RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			assertThat(this.calls.get(upstream.url("/a b"))).isInstanceOfSatisfying(Outcome.Failed.class, (failed) -> {
				assertThat(failed.kind()).isEqualTo(Failure.INVALID_URL);
				assertThat(failed.cause()).contains("U+0020");
			});
			for (String name : List.of("Host", "Transfer-Encoding", "X\r\nY")) {
				assertThat(this.calls
					.send(new OutgoingRequest(HttpMethod.GET, upstream.url("/"), Map.of(name, "chunked"), null)))
					.isInstanceOfSatisfying(Outcome.Failed.class,
							(failed) -> assertThat(failed.kind()).isEqualTo(Failure.INVALID_HEADER));
			}
			assertThat(upstream.connections()).isZero();
		}
	}

	@Test
	void unknownHostAndRefusedAddressHaveTheirKinds() throws Exception {
		try (Calls nameless = new Calls(new FakeNames(), DefaultClientTlsStrategy.createDefault())) {
			assertThat(nameless.get("http://api.example.com/")).isEqualTo(Outcome.Failed.of(Failure.HOST_UNKNOWN));
			assertThat(nameless.get("http://10.0.0.1/")).isEqualTo(Outcome.Failed.of(Failure.ADDRESS_REFUSED));
		}
	}

	@Test
	void busyNameServiceIsAFullBulkhead() throws Exception {
		try (Calls busy = new Calls(TestResolver.busy(), DefaultClientTlsStrategy.createDefault())) {
			assertThat(busy.get("http://api.example.com/"))
				.isEqualTo(Outcome.Failed.until(Failure.BULKHEAD_FULL, null, Duration.ofSeconds(1)));
		}
	}

}
