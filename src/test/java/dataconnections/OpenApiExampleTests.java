package dataconnections;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dataconnections.Client.Answer;
import dataconnections.OpenApi.Call;
import dataconnections.OpenApi.Example;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The document's requests are sent, and the answers must be the ones it shows, but for
 * ids, times and cursors.
 */
@ServiceTest
class OpenApiExampleTests {

	private static final Pattern UUIDS = Pattern
		.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private static final Pattern TIMES = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

	private static final Pattern TOKENS = Pattern.compile("(\"access_token\":)\"[^\"]+\"");

	private static final Pattern KEYS = Pattern.compile("\"dc_[A-Za-z0-9_-]+\"");

	private static final Pattern CURSORS = Pattern.compile("(\"next_cursor\":)\"[^\"]+\"");

	@Autowired
	private Client client;

	private Crm crm;

	@BeforeEach
	void start() {
		this.crm = Crm.start();
	}

	@AfterEach
	void stop() {
		this.crm.close();
	}

	@TestFactory
	Stream<DynamicTest> callsAnswerAsShown() {
		OpenApi document = OpenApi.of(this.client);
		return document.calls().map((call) -> DynamicTest.dynamicTest(call.id(), () -> answersAsShown(document, call)));
	}

	private void answersAsShown(OpenApi document, Call call) {
		Set<String> reached = new TreeSet<>();
		if (call.requests().findAny().isEmpty()) {
			reached.add(check(document, call, "the call", scene().send(call)));
		}
		call.requests()
			.forEach((request) -> reached.add(check(document, call, request.name(), scene().send(call, request))));
		Stream<String> shown = call.statuses()
			.filter((status) -> status.startsWith("2"))
			.flatMap((status) -> status.equals("204") ? Stream.of("204")
					: call.answers(document, status).map((answer) -> status + " " + answer.name()));
		assertThat(reached).as("the examples that were answered").containsExactlyInAnyOrderElementsOf(shown.toList());
	}

	private String check(OpenApi document, Call call, String request, Answer answer) {
		String status = String.valueOf(answer.status());
		assertThat(call.statuses()).as("%s is answered with %s", request, answer.body()).contains(status);
		JsonNode headers = call.node().at("/responses/" + status + "/headers");
		headers.propertyStream()
			.filter((header) -> document.resolve(header.getValue()).path("required").asBoolean())
			.forEach((header) -> assertThat(answer.header(header.getKey())).as(header.getKey()).isNotEmpty());
		if (status.equals("204")) {
			assertThat(answer.body()).isEmpty();
			return status;
		}
		JsonNode body = anonymous(own(call, JsonMapper.shared().readTree(this.crm.named(answer.body()))));
		Example shown = call.answers(document, status)
			.filter((example) -> anonymous(example.value()).equals(body))
			.findFirst()
			.orElseThrow(() -> new AssertionError(request + ": no example shows " + answer.body()));
		assertThat(answer.header("Content-Type")).isEqualTo(shown.mediaType());
		assertThat(document.flaws(shown.schema(), answer.json())).isEmpty();
		return status + " " + shown.name();
	}

	/** Other tests open accounts too. */
	private static JsonNode own(Call call, JsonNode body) {
		return call.id().equals("listAccounts") ? JsonMapper.shared()
			.createArrayNode()
			.add(body.valueStream()
				.filter((account) -> account.path("name").asString().equals("Example Ltd"))
				.findFirst()
				.orElseThrow()) : body;
	}

	private Scene scene() {
		return new Scene(this.client, this.crm);
	}

	private static JsonNode anonymous(JsonNode json) {
		String text = UUIDS.matcher(json.toString()).replaceAll("uuid");
		text = TOKENS.matcher(text).replaceAll("$1\"token\"");
		text = KEYS.matcher(text).replaceAll("\"key\"");
		text = TIMES.matcher(text).replaceAll("time");
		return JsonMapper.shared().readTree(CURSORS.matcher(text).replaceAll("$1\"cursor\""));
	}

}
