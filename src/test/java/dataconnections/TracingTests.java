package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Traces, on, as a collector on this machine receives them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.bootstrap.api-key=" + Client.API_KEY,
				"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY,
				"data-connections.source.allowed-networks=127.0.0.0/8", "data-connections.tracing.enabled=true",
				"management.tracing.sampling.probability=1",
				"management.opentelemetry.tracing.export.schedule-delay=50ms" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(Client.Configuration.class)
class TracingTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final List<Span> SPANS = new CopyOnWriteArrayList<>();

	private static final List<Headers> CALLS = new CopyOnWriteArrayList<>();

	private static final HttpServer SERVER = start();

	@Autowired
	private Client client;

	@DynamicPropertySource
	static void collector(DynamicPropertyRegistry properties) {
		properties.add("management.opentelemetry.tracing.export.otlp.endpoint", () -> url("/v1/traces"));
	}

	@Test
	void requestAndItsCallAreOneTraceOfWhichTheApiLearnsNothing() {
		String connection = this.client
			.send("POST", "/connections",
					"""
							{"name":"Live","primary_key":"id","external_api_details":{"http_method":"GET","url":"%s",
							"headers":{"X-Token":"s3cret"},"sample_placeholder_values":{"id":1}}}"""
						.formatted(url("/api/{id}")))
			.json()
			.path("data_connection_uuid")
			.asString();
		CALLS.clear();
		this.client.send("POST", "/connections/" + connection + "/query", "{\"primary_key\":\"ada@example.com\"}",
				"traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
		await().until(() -> spans().count() >= 2);
		Span request = spans().filter((span) -> span.name().startsWith("http post")).findFirst().orElseThrow();
		Span call = spans().filter((span) -> span.name().equals("upstream.call")).findFirst().orElseThrow();
		assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
		assertThat(call.parent()).isEqualTo(request.id());
		assertThat(call.text()).contains("answered");
		assertThat(spans().map(Span::text)).noneMatch((text) -> text.contains("ada@") || text.contains("s3cret")
				|| text.contains(Client.API_KEY) || text.contains(String.valueOf(SERVER.getAddress().getPort())));
		assertThat(CALLS).hasSize(1)
			.noneMatch((headers) -> headers.containsKey("traceparent") || headers.containsKey("b3")
					|| headers.containsKey("baggage"));
	}

	@Test
	void metricsAreTheSame() {
		this.client.get("/connections");
		assertThat(this.client.open("/actuator/prometheus").body()).contains("api_requests_seconds_count")
			.doesNotContain("http_server", "upstream_call_");
	}

	private static Stream<Span> spans() {
		return SPANS.stream().filter((span) -> span.trace().equals(TRACE));
	}

	private static String url(String path) {
		return "http://127.0.0.1:" + SERVER.getAddress().getPort() + path;
	}

	private static HttpServer start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
			server.createContext("/v1/traces", (exchange) -> {
				SPANS.addAll(Span.all(exchange.getRequestBody().readAllBytes()));
				answer(exchange, new byte[0]);
			});
			server.createContext("/api/", (exchange) -> {
				CALLS.add(exchange.getRequestHeaders());
				answer(exchange, "{}".getBytes(StandardCharsets.US_ASCII));
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void answer(HttpExchange exchange, byte[] body) throws IOException {
		exchange.sendResponseHeaders(200, (body.length == 0) ? -1 : body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	/** A span, of OTLP's message as far as it matters here. */
	private record Span(String trace, String id, String parent, String name, String text) {

		static List<Span> all(byte[] request) throws InvalidProtocolBufferException {
			return inside(UnknownFieldSet.parseFrom(request), 1).flatMap((resource) -> inside(resource, 2))
				.flatMap((scope) -> scope.getField(2).getLengthDelimitedList().stream())
				.map(Span::of)
				.toList();
		}

		private static Span of(ByteString span) {
			UnknownFieldSet fields = parsed(span);
			return new Span(hex(fields, 1), hex(fields, 2), hex(fields, 4),
					fields.getField(5).getLengthDelimitedList().getFirst().toStringUtf8(),
					span.toString(StandardCharsets.ISO_8859_1));
		}

		private static Stream<UnknownFieldSet> inside(UnknownFieldSet message, int field) {
			return message.getField(field).getLengthDelimitedList().stream().map(Span::parsed);
		}

		private static UnknownFieldSet parsed(ByteString message) {
			try {
				return UnknownFieldSet.parseFrom(message);
			}
			catch (InvalidProtocolBufferException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static String hex(UnknownFieldSet message, int field) {
			return message.getField(field)
				.getLengthDelimitedList()
				.stream()
				.map((bytes) -> HexFormat.of().formatHex(bytes.toByteArray()))
				.findFirst()
				.orElse("");
		}

	}

}
