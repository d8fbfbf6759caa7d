package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import dataconnections.Client.Answer;
import dataconnections.OpenApi.Call;
import dataconnections.OpenApi.Example;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The service's problems are the ones that the document shows. */
@ServiceTest
class OpenApiProblemTests {

	private static final String PROBLEM = "/components/schemas/Problem";

	/** What leads to the problems that are shown for one call only. */
	private static final Map<String, Refused> REFUSED = Map.ofEntries(
			refused("createConnection no-primary-key", "", "{\"name\":\"Customers\"}"),
			refused("createConnection api-test-call", "", """
					{"name":"CRM","primary_key":"user_id","external_api_details":{"http_method":"GET",
					"url":"https://crm.example.com/customers/{user_id}","sample_placeholder_values":{"user_id":1}}}"""),
			refused("createConnection key-reused", "", "{\"name\":\"Another\",\"primary_key\":\"id\"}",
					"Idempotency-Key", Scene.USED_KEY),
			refused("uploadData key-reused", "", "[]", "Idempotency-Key", Scene.USED_KEY),
			refused("addReference key-reused", "", "{}", "Idempotency-Key", Scene.USED_KEY),
			refused("createKey key-reused", "", "{}", "Idempotency-Key", Scene.USED_KEY),
			refused("rotateKey key-reused", "", "{}", "Idempotency-Key", Scene.USED_KEY),
			refused("createBrand key-reused", "", "{}", "Idempotency-Key", Scene.USED_KEY),
			refused("openAccount key-reused", "", "{}", "Idempotency-Key", Scene.USED_KEY),
			refused("listConnections limit", "?limit=1001", ""),
			refused("updateConnection primary-key", "", "{\"primary_key\":\"email\"}"),
			refused("deleteConnection referenced", "?only_if_unreferenced=true", ""),
			refused("deleteConnection flag", "?only_if_unreferenced=yes", ""),
			refused("uploadData rows", "", "{\"data\":[{\"user_id\":1},{\"name\":\"A\"},{\"user_id\":2},{}]}"),
			refused("updateData other-key", "", "[{\"primary_key\":54490,\"data\":{\"user_id\":1}}]"),
			refused("mergeData no-data", "", "[{\"primary_key\":54490}]"), refused("deleteData key-type", "", "[null]"),
			refused("deleteDataByPost key-type", "", "[null]"),
			refused("query data-not-found", "", "{\"primary_key\":99999}"),
			refused("query both", "", "{\"primary_key\":1,\"primary_keys\":[1]}"),
			refused("query api-data-not-found", "", "{\"primary_key\":99999}"), refused("query api-no-value", "", "{}"),
			refused("query api-failed", "", "{\"primary_key\":\"failing\"}"),
			refused("explain upload-based", "", "{\"primary_key\":1}"),
			refused("query api-later", "", "{\"primary_key\":\"busy\"}"),
			refused("query api-slow", "", "{\"primary_key\":\"slow\"}"),
			refused("externalContent no-key-field", "", "{\"parameters\":[{\"id\":\"1\"}],\"fields\":[]}"),
			refused("createKey no-scope", "", "{\"name\":\"Mail system\"}"),
			refused("rotateKey overlap", "", "{\"overlap_seconds\":2592001}"),
			refused("createBrand key-taken", "", "{\"name\":\"Shop\",\"brand_key\":\"your-brand-key\"}"),
			refused("createBrand short-key", "", "{\"name\":\"Shop\",\"brand_key\":\"shop\"}"),
			refused("openAccount no-brand", "", "{\"name\":\"Example Ltd\"}"),
			refused("giveToken invalid-client", "", "client_id=x&client_secret=y&grant_type=client_credentials"),
			refused("giveToken other-grant", "",
					"client_id=your-brand-key&client_secret=your-api-key&grant_type=password"),
			refused("giveToken basic-client", "", "grant_type=client_credentials", "Authorization", "Basic eDp5"),
			refused("apiBatchQuery no-keys", "", "{}"),
			refused("addReference no-word", "", "{\"reference_type\":\"a mail\",\"reference_id\":\"1\"}"));

	@Autowired
	private Client client;

	private OpenApi document;

	private Scene scene;

	private Crm crm;

	@BeforeEach
	void prepare() {
		this.document = OpenApi.of(this.client);
		this.crm = Crm.start();
		this.scene = new Scene(this.client, this.crm);
	}

	@AfterEach
	void stop() {
		this.crm.close();
	}

	@TestFactory
	Stream<DynamicTest> problemsOfOneCallAreAsShown() {
		return this.document.calls()
			.flatMap((call) -> own(call).map((example) -> dynamicTest(call + " " + example.name(), () -> {
				assertThat(REFUSED).as("add what leads to this problem").containsKey(call + " " + example.name());
				Refused refused = Objects.requireNonNull(REFUSED.get(call + " " + example.name()));
				Answer answer = this.scene.shownBy(example.name())
					.send(call, refused.query(), type(call), refused.body(), refused.headers());
				assertThat(anywhere(answer.json())).isEqualTo(anywhere(example.value()));
			})));
	}

	@TestFactory
	Stream<DynamicTest> keysThatAreMissingOrWrongAreRefusedAsShown() {
		return calls((call) -> {
			if (call.takesKeys()) {
				check(call, this.scene.send(call, "", "", "", "x-brand-key", ""), 422, "missing-keys");
				check(call, this.scene.send(call, "", "", "", "x-brand-key", "wrong"), 422, "invalid-keys");
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> whatIsNotThereIsNotFoundAsShown() {
		return calls((call) -> {
			if (call.path().contains("{")) {
				Example body = call.requests().findFirst().orElse(null);
				String path = call.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
				Call elsewhere = new Call(path, call.method(), call.node());
				check(call, (body != null) ? this.scene.send(elsewhere, body) : this.scene.send(elsewhere), 404,
						"not-found");
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> credentialsThatAreNotValidAreRefusedAsShown() {
		return calls((call) -> {
			if (!call.isOAuth() && call.statuses().anyMatch("401"::equals)) {
				for (String credential : new String[] { "Basic eDp5", "Bearer x" }) {
					Answer answer = this.scene.sendWithoutKeys(call, "Authorization", credential);
					check(call, answer, 401, "unauthorized");
					assertThat(answer.header("WWW-Authenticate")).isNotEmpty();
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> recordsOfAnApiAreRefusedAsShown() {
		return calls((call) -> {
			if (call.node().at("/tags/0").asString().equals("Records")) {
				check(call, this.scene.shownBy("api-").send(call, call.requests().findFirst().orElseThrow()), 409,
						"not-upload-based");
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> answersThatCannotBeAcceptedAreRefusedAsShown() {
		return calls((call) -> {
			if (call.statuses().anyMatch("406"::equals)) {
				for (String type : new String[] { "text/html", "application/yaml", "nonsense" }) {
					check(call, this.scene.send(call, "", "application/json", "{}", "Accept", type), 406,
							"not-acceptable");
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> bodiesThatCannotBeReadAreRefusedAsShown() {
		return calls((call) -> {
			if (call.statuses().anyMatch("413"::equals)) {
				check(call, this.scene.send(call, "", "application/json", "{\"data\":"), 400, "malformed-request");
				check(call, this.scene.send(call, "", "application/yaml", "data: []"), 415, "unsupported-media-type");
				check(call, tooLarge(call), 413, "content-too-large");
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> queryParametersAreTheOnesThatTheServiceKnows() {
		return calls((call) -> call.node()
			.path("parameters")
			.valueStream()
			.filter((parameter) -> parameter.path("in").asString().equals("query"))
			.map((parameter) -> parameter.path("name").asString())
			.forEach((name) -> {
				Answer answer = this.scene.send(call, "?" + name + "=%00", "application/json", "[]");
				check(answer, 422);
				assertThat(answer.json().at("/errors/0/loc").toString()).isEqualTo("[\"query\",\"" + name + "\"]");
			}));
	}

	@TestFactory
	Stream<DynamicTest> versionsThatAreOldAreRefusedAsShown() {
		return calls((call) -> {
			if (call.node().path("parameters").findValuesAsString("name").contains("If-Match")) {
				check(call, this.scene.send(call, "", "application/json", "{}", "If-Match", "\"x\""), 412,
						"precondition-failed");
			}
		});
	}

	private Stream<DynamicTest> calls(Consumer<Call> test) {
		return this.document.calls().map((call) -> dynamicTest(call.id(), () -> test.accept(call)));
	}

	private void check(Answer answer, int status) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(this.document.flaws(PROBLEM, answer.json())).isEmpty();
		assertThat(answer.json().path("request_id").asString()).isEqualTo(answer.header("X-Request-Id"));
	}

	private void check(Call call, Answer answer, int status, String name) {
		check(answer, status);
		Example shown = call.answer(this.document, String.valueOf(status), name).orElseThrow();
		assertThat(answer.json().path("type")).isEqualTo(shown.value().path("type"));
		assertThat(answer.json().path("errors")).isEqualTo(shown.value().path("errors"));
	}

	private Stream<Example> own(Call call) {
		return call.statuses()
			.filter((status) -> !status.startsWith("2") && !call.node().at("/responses/" + status).has("$ref"))
			.flatMap((status) -> call.answers(this.document, status))
			.filter((
					example) -> this.document.root().at("/components/responses").findParents(example.name()).isEmpty());
	}

	/** More than a call takes, and as one text, more than a record may have. */
	private Answer tooLarge(Call call) {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write("[{\"primary_key\":1,\"data\":{\"x\":\"".getBytes(StandardCharsets.UTF_8));
			byte[] megabyte = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < 33; i++) {
				out.write(megabyte);
			}
			out.write("\"}}]".getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this.scene.send(call.method(), this.scene.path(call), "application/json", zipped.toByteArray(),
				"Content-Encoding", "gzip");
	}

	private static String type(Call call) {
		return call.requests().findFirst().map(Example::mediaType).orElse("application/json");
	}

	private static JsonNode anywhere(JsonNode problem) {
		return ((ObjectNode) problem).remove(List.of("instance"));
	}

	private static Map.Entry<String, Refused> refused(String example, String query, String body, String... headers) {
		return Map.entry(example, new Refused(query, body, headers));
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Refused(String query, String body, String... headers) {
	}

}
