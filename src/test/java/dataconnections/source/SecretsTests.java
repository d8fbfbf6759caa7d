package dataconnections.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import dataconnections.upstream.Calls;
import dataconnections.upstream.Outcome;
import dataconnections.upstream.OutgoingRequest;
import dataconnections.upstream.RawUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String SECRET = "s3cretOfThisTest";

	@Test
	void nothingSentOrReceivedIsInOutcomeOrLog(CapturedOutput output) throws Exception {
		List<String> answers = List.of(RawUpstream.answer("500 " + SECRET, SECRET),
				RawUpstream.answer("200 OK", "{\"you\": sent " + SECRET + "}"), SECRET + "\r\n\r\n",
				"HTTP/1.1 200 OK\r\nContent-Length: " + SECRET + "\r\n\r\n",
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + SECRET + "\r\n",
				"HTTP/1.1 200 OK\r\nContent-Encoding: " + SECRET + "\r\nContent-Length: 1\r\n\r\n1",
				"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/" + SECRET + "\r\nContent-Length: 0\r\n\r\n",
				"HTTP/1.1 200 OK\r\nSet-Cookie: " + SECRET + "\u0000; Expires=" + SECRET
						+ "\r\nContent-Length: 1\r\n\r\nx",
				"");
		try (Calls calls = new Calls()) {
			for (String answer : answers) {
				try (RawUpstream upstream = new RawUpstream((conversation) -> {
					conversation.request();
					conversation.send(answer);
				})) {
					OutgoingRequest request = request(upstream.url("/" + SECRET + "?key=" + SECRET));
					assertThat(request.toString()).doesNotContain(SECRET);
					assertThat(calls.send(request)).isInstanceOf(Outcome.Failed.class)
						.asString()
						.doesNotContain(SECRET);
				}
			}
			assertThat(calls.send(request("http://10.0.0.1/" + SECRET))).asString().doesNotContain(SECRET);
			assertThat(calls.send(request("http://nowhere@127.0.0.1/" + SECRET))).asString().doesNotContain(SECRET);
			assertThat(calls.send(new OutgoingRequest(HttpMethod.GET, "http://127.0.0.1/",
					Map.of("Authorization", SECRET + "\r\n"), null)))
				.asString()
				.doesNotContain(SECRET);
		}
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void proxyOfTheSystemIsNotUsed() throws Exception {
		Properties before = (Properties) System.getProperties().clone();
		try (RawUpstream proxy = RawUpstream.answering(RawUpstream.EMPTY_OBJECT);
				RawUpstream upstream = RawUpstream.answering(RawUpstream.EMPTY_OBJECT)) {
			for (String kind : List.of("http.proxy", "https.proxy", "socksProxy")) {
				System.setProperty(kind + "Host", "127.0.0.1");
				System.setProperty(kind + "Port", "" + proxy.port());
			}
			System.setProperty("http.nonProxyHosts", "");
			System.setProperty("socksNonProxyHosts", "");
			try (Calls calls = new Calls()) {
				assertThat(calls.get("http://api.example.com:" + upstream.port() + "/"))
					.isInstanceOf(Outcome.Answered.class);
			}
			assertThat(proxy.connections()).isZero();
			assertThat(upstream.requests()).hasSize(1);
		}
		finally {
			System.setProperties(before);
		}
	}

	private static OutgoingRequest request(String url) {
		return new OutgoingRequest(HttpMethod.POST, url,
				Map.of("Authorization", "Bearer " + SECRET, "X-Api-Key", SECRET),
				("{\"password\":\"" + SECRET + "\"}").getBytes(StandardCharsets.UTF_8));
	}

}
