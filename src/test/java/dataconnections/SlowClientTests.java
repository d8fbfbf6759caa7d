package dataconnections;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** Clients that hold what they can keep nobody else from being answered. */
@ServiceTest
class SlowClientTests {

	private static final String KEYS = "Host: localhost\r\nContent-Type: application/json\r\nx-api-key: "
			+ Client.API_KEY + "\r\nx-brand-key: " + Client.BRAND_KEY + "\r\n";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	private final List<Socket> held = new ArrayList<>();

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":1,\"v\":\"old\"}]");
	}

	@AfterEach
	void leave() throws IOException {
		for (Socket socket : this.held) {
			socket.close();
		}
	}

	@Test
	void thousandThatSayNothingAreHeldAndOthersAnswered() throws IOException {
		hold(1_000, "");
		assertAnswered();
	}

	@Test
	void hundredsThatNeverFinishTheirHeadersAreHeldAndOthersAnswered() throws IOException {
		hold(300, "POST /api/data-connections/v1/connections HTTP/1.1\r\n" + KEYS + "X-Slow: ");
		for (int octet = 0; octet < 5; octet++) {
			for (Socket socket : this.held) {
				socket.getOutputStream().write('a');
			}
			assertAnswered();
		}
	}

	@Test
	void hundredsThatNeverFinishTheirBodyAreHeldAndOthersAnswered() throws IOException {
		hold(300, "POST /api/data-connections/v1" + this.connection.path() + "/query HTTP/1.1\r\n" + KEYS
				+ "Content-Length: 1000\r\n\r\n{\"primary_key\":");
		assertAnswered();
	}

	/**
	 * More than there are database connections: none may be held while the answer is
	 * sent.
	 */
	@Test
	void thoseWhoDoNotReadTheirAnswerAreHeldAndOthersAnswered() throws IOException {
		String text = "x".repeat(1_900_000);
		this.connection.store(IntStream.range(10, 18)
			.mapToObj((n) -> "{\"id\":" + n + ",\"t\":\"" + text + "\"}")
			.collect(joining(",", "[", "]")));
		String body = "{\"limit\":1000}";
		hold(20, "POST /api/data-connections/v1" + this.connection.path() + "/query HTTP/1.1\r\n" + KEYS
				+ "Content-Length: " + body.length() + "\r\n\r\n" + body);
		for (Socket socket : this.held) {
			assertThat(socket.getInputStream().read()).isEqualTo('H');
		}
		assertAnswered();
	}

	private void hold(int clients, String beginning) throws IOException {
		for (int i = 0; i < clients; i++) {
			Socket socket = new Socket();
			socket.setReceiveBufferSize(4_096);
			socket.connect(new InetSocketAddress("localhost", this.client.port()));
			this.held.add(socket);
			socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
		}
	}

	private void assertAnswered() {
		for (int i = 0; i < 20; i++) {
			assertThat(this.connection.query("{\"primary_key\":1}").status()).isEqualTo(200);
		}
		this.connection.store("[{\"id\":1,\"v\":\"new\"}]");
		assertThat(this.client.open("/actuator/health/readiness").status()).isEqualTo(200);
	}

}
