package dataconnections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** An external API that the test plays, and the connections to it. */
class FakeApi implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Client client;

	private final HttpServer server;

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private volatile Function<Call, Given> script = (call) -> new Given(200, "{\"city\":\"London\"}", Map.of());

	FakeApi(Client client) throws IOException {
		this.client = client;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
	}

	List<Call> calls() {
		return this.calls;
	}

	void then(Function<Call, Given> answers) {
		this.script = answers;
	}

	void thenAnswer(int status, String body) {
		then((call) -> new Given(status, body, Map.of()));
	}

	/** Details of a connection with placeholder {id}. */
	ObjectNode details(String path, String change) {
		ObjectNode details = (ObjectNode) JSON.readTree("""
				{"http_method":"GET","headers":{},"ttl":60,"sample_placeholder_values":{"id":1}}""");
		details.put("url", url(path));
		details.setAll((ObjectNode) JSON.readTree(change));
		return details;
	}

	Client.Answer create(ObjectNode details) {
		ObjectNode request = JSON.createObjectNode().put("name", "Live").put("primary_key", "id");
		request.set("external_api_details", details);
		return this.client.send("POST", "/connections", request.toString());
	}

	/** The path of a new connection; the calls before are forgotten. */
	String connection(String path, String change) {
		Client.Answer created = create(details(path, change));
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		this.calls.clear();
		return "/connections/" + created.json().path("data_connection_uuid").asString();
	}

	Client.Answer put(String connection, ObjectNode details) {
		return this.client.send("PUT", connection, "{\"external_api_details\":" + details + "}");
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		Call call = new Call(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
				exchange.getRequestHeaders().getFirst("X-Token"),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		this.calls.add(call);
		Given given = this.script.apply(call);
		byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
		given.headers().forEach(exchange.getResponseHeaders()::add);
		exchange.sendResponseHeaders(given.status(), (body.length == 0) ? -1 : body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	record Call(String line, String token, String body) {
	}

	record Given(int status, String body, Map<String, String> headers) {
	}

}
