package dataconnections.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever stops sending is told that it took too long. */
@SpringBootTest(classes = Toy.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "server.tomcat.connection-timeout=250ms")
class StalledBodyTests {

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "/toys", "/tree", "/reader", "/stream", "/toys/upload_data" })
	void requestThatStopsIsTimedOut(String path) throws IOException {
		try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), this.port)) {
			socket.getOutputStream()
				.write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
						+ "Content-Length: 1000\r\n\r\n{\"toy_name\":")
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 408 ")
				.contains("application/problem+json", "urn:data-connections:problem:request-timeout");
		}
	}

}
