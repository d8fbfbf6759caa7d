import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An API that knows every customer and counts its calls.
 *
 * <pre>
 * java Upstream.java PORT
 *
 * GET /customers/N         a customer
 * GET /slow/MILLIS/N       the same, later
 * GET /count               how many customers were asked for
 * </pre>
 */
public class Upstream {

	private static final AtomicLong CALLS = new AtomicLong();

	public static void main(String[] args) throws IOException {
		HttpServer server = HttpServer
			.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(args[0])), 1024);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.createContext("/customers/", (call) -> customer(call, 0));
		server.createContext("/slow/", (call) -> customer(call, Long.parseLong(segment(call, 2))));
		server.createContext("/count", (call) -> send(call, String.valueOf(CALLS.get())));
		server.start();
	}

	private static void customer(HttpExchange call, long millis) throws IOException {
		CALLS.incrementAndGet();
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
		String path = call.getRequestURI().getPath();
		String key = path.substring(path.lastIndexOf('/') + 1);
		send(call, ("{\"user_id\":%s,\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@mail.example\","
				+ "\"city\":\"London\",\"tier\":\"gold\",\"points\":4711,\"note\":\"As it was when it was asked.\"}")
			.formatted(key));
	}

	private static String segment(HttpExchange call, int number) {
		return call.getRequestURI().getPath().split("/")[number];
	}

	private static void send(HttpExchange call, String json) throws IOException {
		byte[] body = json.getBytes(UTF_8);
		call.getRequestBody().readAllBytes();
		call.getResponseHeaders().set("Content-Type", "application/json");
		call.getResponseHeaders().set("Cache-Control", "max-age=3600");
		call.sendResponseHeaders(200, body.length);
		try (call) {
			call.getResponseBody().write(body);
		}
	}

}
