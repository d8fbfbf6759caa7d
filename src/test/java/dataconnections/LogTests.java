package dataconnections;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log tells, and what it does not tell whatever its level. */
@ServiceTest
class LogTests {

	private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final Logger root = this.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();

	private final Lines lines = new Lines();

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	private Level level;

	@BeforeEach
	void listen() {
		this.root.iteratorForAppenders().forEachRemaining(this.usual::add);
		this.usual.forEach(this.root::detachAppender);
		this.level = this.root.getLevel();
		this.lines.setContext(this.context);
		this.lines.start();
		this.root.addAppender(this.lines);
	}

	@AfterEach
	void restore() {
		this.root.detachAppender(this.lines);
		this.usual.forEach(this.root::addAppender);
		this.root.setLevel(this.level);
	}

	@Test
	void noLevelPrintsKeysValuesOrRecords() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			this.root.setLevel(Level.TRACE);
			TestConnection connection = TestConnection.create(this.client, this.jdbc);
			connection.store("[{\"id\":\"marker-key\",\"v\":\"marker-value\"}]");
			connection.query("{\"primary_key\":\"marker-key\"}");
			connection.query("{\"primary_keys\":[\"marker-key\"],\"fields\":[\"marker-field\"]}");
			connection.query("{\"primary_key\":\"marker-unknown\"}");
			connection.query("{\"primary_key\":\"marker-1\",\"primary_keys\":[]}");
			connection.query("{\"limit\":\"marker-limit\"}");
			connection.send("PATCH", "/update_data", "[{\"primary_key\":\"marker-key\",\"data\":{\"v\":\"marker\"}}]");
			connection.send("POST", "/delete_data", "[\"marker-key\"]");
			api.thenAnswer(200, "{\"name\":\"marker-answer\"}");
			String path = api.connection("/{id}",
					"{\"headers\":{\"X-Token\":\"marker-secret\"},\"body\":\"marker-body\","
							+ "\"http_method\":\"POST\",\"sample_placeholder_values\":{\"id\":\"marker-sample\"}}");
			this.client.send("POST", path + "/query", "{\"primary_key\":\"marker-live\"}");
			this.client.send("POST", path + "/explain", "{\"primary_key\":\"marker-live\"}");
			this.client.send("GET", "/connections", "", "X-Other", "marker-header");
			this.client.send("POST", "/oauth/token", "application/x-www-form-urlencoded",
					"grant_type=client_credentials&client_id=marker&client_secret=marker"
						.getBytes(StandardCharsets.UTF_8));
		}
		assertThat(this.lines.events).hasSizeGreaterThan(100);
		assertThat(this.lines.texts()).noneMatch(
				(line) -> line.contains("marker") || line.contains(Client.API_KEY) || line.contains(Client.BRAND_KEY));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ecs", "logstash" })
	void lineOfJsonNamesRequestBrandAndConnection(String format) {
		this.context.getLogger("dataconnections.problem").setLevel(Level.DEBUG);
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		this.client.send("POST", connection.path() + "/query", "{\"primary_key\":\"marker-key\"}", "X-Request-Id",
				"order-4711");
		this.context.getLogger("dataconnections.problem").setLevel(null);
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(this.context);
		encoder.setFormat(format);
		encoder.start();
		List<JsonNode> json = this.lines.events.stream()
			.filter((event) -> event.getLoggerName().startsWith("dataconnections.problem"))
			.map((event) -> JsonMapper.shared().readTree(new String(encoder.encode(event), StandardCharsets.UTF_8)))
			.toList();
		assertThat(json).hasSize(1);
		assertThat(json.getFirst().path("request_id").asString()).isEqualTo("order-4711");
		assertThat(json.getFirst().path("connection_id").asString()).isEqualTo(connection.id().toString());
		assertThat(json.getFirst().path("brand_id").asString())
			.isEqualTo(this.jdbc.sql("SELECT id::text FROM brand WHERE brand_key = ?")
				.param(Client.BRAND_KEY)
				.query(String.class)
				.single());
		assertThat(json.getFirst().toString()).doesNotContain("marker");
	}

	@Test
	void linesOfCallsNameTheRequestThatCausedThem() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			String path = api.connection("/{id}", "{}");
			this.context.getLogger("org.apache.hc.client5.http.impl").setLevel(Level.DEBUG);
			this.client.send("POST", path + "/query", "{\"primary_key\":7}", "X-Request-Id", "order-4712");
			this.context.getLogger("org.apache.hc.client5.http.impl").setLevel(null);
		}
		assertThat(this.lines.events).filteredOn((event) -> event.getThreadName().startsWith("upstream-"))
			.isNotEmpty()
			.allSatisfy((event) -> assertThat(event.getMDCPropertyMap()).containsEntry("request_id", "order-4712")
				.containsKeys("brand_id", "connection_id"));
	}

	/**
	 * All lines, in the words that would be printed, but for those of the API that the
	 * test plays.
	 */
	private static final class Lines extends AppenderBase<ILoggingEvent> {

		private final List<ILoggingEvent> events = Collections.synchronizedList(new ArrayList<>());

		@Override
		protected void append(ILoggingEvent event) {
			event.prepareForDeferredProcessing();
			this.events.add(event);
		}

		List<String> texts() {
			return List.copyOf(this.events)
				.stream()
				.filter((event) -> !event.getLoggerName().startsWith("com.sun.net.httpserver"))
				.map((event) -> event.getLoggerName() + " " + event.getFormattedMessage() + " "
						+ ((event.getThrowableProxy() != null) ? event.getThrowableProxy().getMessage() : ""))
				.toList();
		}

	}

}
