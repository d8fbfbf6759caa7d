package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import static java.util.stream.Collectors.joining;

/** The API that the examples of the OpenAPI document call https://crm.example.com. */
class Crm implements AutoCloseable {

	private static final String NAME = "https://crm.example.com";

	private static final Map<String, String> CUSTOMERS = Map.of("54490", """
			{"user_id":54490,"first_name":"Ada","city":"London"}""", "54491", """
			{"user_id":54491,"first_name":"Linus","city":"Helsinki"}""");

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer server;

	private Crm(HttpServer server) {
		this.server = server;
		server.setExecutor(this.threads);
		server.createContext("/customers/", this::answer);
		server.start();
	}

	static Crm start() {
		try {
			return new Crm(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The text with the address in place of the name. */
	String addressed(String text) {
		return text.replace(NAME, address());
	}

	/** The text with the name in place of the address. */
	String named(String text) {
		return text.replace(address(), NAME);
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.close();
	}

	private String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange call) throws IOException {
		String wanted = call.getRequestURI().getPath().substring("/customers/".length());
		byte[] body = call.getRequestBody().readAllBytes();
		if (!List.of("Bearer s3cret").equals(call.getRequestHeaders().get("Authorization"))) {
			send(call, 401, "{}");
			return;
		}
		switch (wanted) {
			case "search" -> send(call, 200, found(body));
			case "failing" -> send(call, 500, "{}");
			case "busy" -> {
				call.getResponseHeaders().set("Retry-After", "3600");
				send(call, 429, "{}");
			}
			case "slow" -> {
				awaitClose();
				send(call, 200, "{}");
			}
			default -> send(call, CUSTOMERS.containsKey(wanted) ? 200 : 404, CUSTOMERS.getOrDefault(wanted, "{}"));
		}
	}

	private void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String found(byte[] body) {
		Stream<String> ids = JsonMapper.shared().readTree(body).path("ids").valueStream().map((id) -> id.asString());
		return ids.filter(CUSTOMERS::containsKey).map(CUSTOMERS::get).collect(joining(",", "[", "]"));
	}

	private static void send(HttpExchange call, int status, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		call.sendResponseHeaders(status, body.length);
		try (call) {
			call.getResponseBody().write(body);
		}
	}

}
