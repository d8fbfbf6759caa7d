import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A small API to look data up at, for trying API-based connections without a network:
 *
 * <pre>
 * java examples/Upstream.java          # on http://127.0.0.1:9090, or on the port given
 *
 * GET /customers/1         a customer: 1, 2 and 3 are known, others are 404
 * GET /customers?ids=1,2   those of the customers that are known, as an array
 * GET /customers/slow      the same as customer 1, after five seconds
 * GET /customers/failing   500
 * </pre>
 *
 * All want the header {@code Authorization: Bearer s3cret}. Each call is printed, so that
 * one sees which look-ups were answered from memory.
 */
public class Upstream {

	private static final Map<String, String> CUSTOMERS = Map.of(
			"1", "{\"user_id\":1,\"name\":\"Ada\",\"city\":\"London\"}",
			"2", "{\"user_id\":2,\"name\":\"Linus\",\"city\":\"Helsinki\"}",
			"3", "{\"user_id\":3,\"name\":\"Grace\",\"city\":\"New York\"}");

	public static void main(String[] args) throws IOException {
		int port = (args.length > 0) ? Integer.parseInt(args[0]) : 9090;
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
		server.setExecutor(Executors.newCachedThreadPool());
		server.createContext("/", Upstream::answer);
		server.start();
		System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
	}

	private static void answer(HttpExchange call) throws IOException {
		String wanted = call.getRequestURI().toString();
		System.out.println(call.getRequestMethod() + " " + wanted);
		if (!"Bearer s3cret".equals(call.getRequestHeaders().getFirst("Authorization"))) {
			send(call, 401, "{\"error\":\"who are you?\"}");
		}
		else if (wanted.startsWith("/customers?ids=")) {
			send(call, 200, customers(call.getRequestURI().getQuery().substring("ids=".length())));
		}
		else if (wanted.startsWith("/customers/")) {
			customer(call, wanted.substring("/customers/".length()));
		}
		else {
			send(call, 404, "{\"error\":\"no such path\"}");
		}
	}

	private static void customer(HttpExchange call, String id) throws IOException {
		switch (id) {
			case "slow" -> {
				pause();
				send(call, 200, CUSTOMERS.get("1"));
			}
			case "failing" -> send(call, 500, "{\"error\":\"out of order\"}");
			default -> send(call, CUSTOMERS.containsKey(id) ? 200 : 404,
					CUSTOMERS.getOrDefault(id, "{\"error\":\"no such customer\"}"));
		}
	}

	private static String customers(String ids) {
		return Arrays.stream(ids.split(","))
			.map(CUSTOMERS::get)
			.filter(Objects::nonNull)
			.collect(Collectors.joining(",", "[", "]"));
	}

	private static void pause() {
		try {
			Thread.sleep(5_000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void send(HttpExchange call, int status, String json) throws IOException {
		byte[] body = json.getBytes(UTF_8);
		call.getResponseHeaders().set("Content-Type", "application/json");
		call.sendResponseHeaders(status, body.length);
		call.getResponseBody().write(body);
		call.close();
	}

}
