package dataconnections;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dataconnections.OpenApi.Call;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document is valid, whole, and tells of the calls that there are. */
@ServiceTest
class OpenApiTests {

	private static final String BASE = "/api/data-connections/v1";

	@Autowired
	private Client client;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private OpenApi document;

	@BeforeEach
	void read() {
		this.document = OpenApi.of(this.client);
	}

	@Test
	void documentIsValidOpenApi31() {
		String json = this.client.open("/v3/api-docs").body();
		assertThat(this.document.root().path("openapi").asString()).startsWith("3.1.");
		assertThat(new OpenAPIV3Parser().readContents(json).getMessages()).isEmpty();
		assertThat(new OpenAPIV3Parser().readContents(json.replace("\"in\":\"query\"", "\"in\":\"nowhere\""))
			.getMessages()).isNotEmpty();
	}

	@Test
	void documentAndItsPageNeedNoKeysAndWorkBehindAnyHost() {
		assertThat(this.document.root().at("/servers/0/url").asString()).isEqualTo(BASE);
		assertThat(this.document.root().path("servers").size()).isOne();
		assertThat(this.client.open("/v3/api-docs.yaml").body()).startsWith("openapi: 3.1");
		assertThat(this.client.open("/swagger-ui.html").status()).isEqualTo(302);
		assertThat(this.client.open("/swagger-ui/index.html").body()).contains("swagger-ui-bundle.js");
	}

	@Test
	void documentTellsWhatItIs() {
		JsonNode info = this.document.root().path("info");
		assertThat(info.path("title").asString()).isEqualTo("Data Connections API");
		assertThat(info.path("version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
		assertThat(info.at("/license/identifier").asString()).isEqualTo("Apache-2.0");
		assertThat(info.path("description").asString()).contains("x-api-key", "x-brand-key");
	}

	@Test
	void bothKeysAreRequiredTogether() {
		assertThat(this.document.root().path("security").toString())
			.isEqualTo("[{\"x-api-key\":[],\"x-brand-key\":[]}]");
		for (String key : List.of("x-api-key", "x-brand-key")) {
			JsonNode scheme = this.document.root().at("/components/securitySchemes/" + key);
			assertThat(scheme.path("type").asString() + scheme.path("in").asString() + scheme.path("name").asString())
				.isEqualTo("apiKeyheader" + key);
		}
	}

	@Test
	void callOfEmarsysTakesThreeKindsOfCredentialThoseOfTheOperatorAnotherAndTheTokenNone() {
		assertThat(security("externalContent"))
			.isEqualTo("[{\"x-api-key\":[],\"x-brand-key\":[]},{\"basic\":[]},{\"oauth2\":[]}]");
		assertThat(security("openAccount")).isEqualTo("[{\"operator\":[]}]");
		assertThat(security("giveToken")).isEqualTo("[{},{\"basic\":[]}]");
		assertThat(this.document.root()
			.at("/components/securitySchemes/oauth2/flows/clientCredentials/tokenUrl")
			.asString()).isEqualTo(BASE + "/oauth/token");
		assertThat(this.document.calls().filter((call) -> call.node().has("security"))).hasSize(5);
	}

	@Test
	void everyCallOfTheServiceIsDescribedAndEveryDescriptionIsOfACall() throws IOException {
		Set<String> documented = this.document.calls()
			.map((call) -> call.method().toUpperCase(Locale.ROOT) + " " + BASE + call.path())
			.collect(toCollection(TreeSet::new));
		assertThat(documented)
			.as("describe a new call in src/main/resources/openapi/<operationId>/operation.yaml, see CONTRIBUTING.md")
			.isEqualTo(mapped().map(this::calls).flatMap(Set::stream).collect(toCollection(TreeSet::new)));
		Set<String> folders = Stream
			.of(new PathMatchingResourcePatternResolver().getResources("classpath:openapi/*/operation.yaml"))
			.map((file) -> Objects.requireNonNull(folder(file)))
			.collect(toCollection(TreeSet::new));
		assertThat(this.document.calls().map(Call::id)).containsExactlyInAnyOrderElementsOf(folders);
	}

	@Test
	void schemasFindWhatIsWrong() {
		String json = this.document.calls()
			.filter((call) -> call.id().equals("getReference"))
			.flatMap((call) -> call.answers(this.document, "200"))
			.findFirst()
			.orElseThrow()
			.value()
			.toString();
		for (String wrong : List.of("{}", "[]", json.replace("\"name\":", "\"names\":"), json.replace("T", " "),
				json.replace("-", ""), json.replace("}", ",\"more\":1}"))) {
			assertThat(this.document.flaws("/components/schemas/Reference", JsonMapper.shared().readTree(wrong)))
				.as(wrong)
				.isNotEmpty();
		}
		assertThat(this.document.flaws("/components/schemas/Reference", JsonMapper.shared().readTree(json))).isEmpty();
	}

	/** What generators of clients cannot name well, or take wrongly. */
	@TestFactory
	Stream<DynamicTest> everySchemaMakesATypeThatCanBeUsed() {
		return this.document.root().at("/components/schemas").propertyStream().map((schema) -> {
			JsonNode node = schema.getValue();
			return DynamicTest.dynamicTest(schema.getKey(), () -> {
				assertThat(parts(node).filter((part) -> part.has("properties")))
					.as("objects without a name: give them a schema of their own")
					.isEmpty();
				assertThat(Stream.concat(Stream.of(node), parts(node)).filter(OpenApiTests::isUnion))
					.as("unions, of which clients make types that change values or fail: say what it is not")
					.isEmpty();
				assertThat(optional(node).filter((member) -> !mayBeNull(member.getValue()))
					.map(java.util.Map.Entry::getKey))
					.as("members that may be left out, which clients send as null or empty: let them be null")
					.isSubsetOf("name");
			});
		});
	}

	@TestFactory
	Stream<DynamicTest> everyParameterOfACallIsDescribed() {
		return mapped().flatMap((handler) -> calls(handler).stream()
			.map((call) -> DynamicTest.dynamicTest(call,
					() -> assertThat(parameters(call)).containsAll(declared(handler)))));
	}

	@TestFactory
	Stream<DynamicTest> everyCallHasAllThatAReaderNeeds() {
		return this.document.calls().map((call) -> DynamicTest.dynamicTest(call.id(), () -> check(call)));
	}

	@TestFactory
	Stream<DynamicTest> everyExampleIsOfItsSchema() {
		return this.document.calls()
			.flatMap((call) -> Stream
				.concat(call.requests(), call.statuses().flatMap((status) -> call.answers(this.document, status)))
				.map((example) -> DynamicTest.dynamicTest(call + " " + example.name(),
						() -> assertThat(this.document.flaws(example.schema(), example.value())).isEmpty())));
	}

	/** What is below a schema and has no name. */
	private static Stream<JsonNode> parts(JsonNode schema) {
		Stream<JsonNode> children = Stream.concat(schema.path("properties").valueStream(),
				Stream.of(schema.path("items"), schema.path("additionalProperties")));
		return Stream.concat(children, schema.path("oneOf").valueStream())
			.filter(JsonNode::isObject)
			.flatMap((child) -> Stream.concat(Stream.of(child), parts(child)));
	}

	/** An object or an array is one to clients, who send the object. */
	private static boolean isUnion(JsonNode schema) {
		Set<String> types = schema.path("type")
			.valueStream()
			.map(JsonNode::asString)
			.collect(toCollection(TreeSet::new));
		types.removeAll(Set.of("null", "array"));
		Stream<JsonNode> ways = Stream.of("oneOf", "anyOf").flatMap((union) -> schema.path(union).valueStream());
		return types.size() > 1 || ways.filter((way) -> !way.path("type").asString("").equals("null")).count() > 1;
	}

	/** What a request may leave out. */
	private static Stream<java.util.Map.Entry<String, JsonNode>> optional(JsonNode schema) {
		Set<String> required = schema.path("required")
			.valueStream()
			.map(JsonNode::asString)
			.collect(toCollection(TreeSet::new));
		return schema.path("additionalProperties").isBoolean()
				? schema.path("properties")
					.propertyStream()
					.filter((member) -> !required.contains(member.getKey()) && !member.getValue().has("default"))
				: Stream.of();
	}

	private boolean mayBeNull(JsonNode member) {
		return Stream.concat(Stream.of(this.document.resolve(member)), member.path("oneOf").valueStream())
			.anyMatch((schema) -> schema.path("type").isMissingNode() ? schema.has("not")
					: schema.path("type").toString().contains("\"null\""));
	}

	private void check(Call call) {
		JsonNode node = call.node();
		assertThat(node.path("summary").asString()).as("summary").isNotBlank();
		assertThat(node.path("description").asString()).as("description").isNotBlank();
		assertThat(this.document.root().path("tags").findValuesAsString("name"))
			.contains(node.at("/tags/0").asString());
		node.path("parameters")
			.forEach((parameter) -> assertThat(this.document.resolve(parameter).path("description").asString())
				.as("description of parameter %s", parameter)
				.isNotBlank());
		node.path("requestBody")
			.path("content")
			.forEach((content) -> assertThat(content.path("examples").size()).as("request examples").isPositive());
		assertThat(call.statuses()).contains(call.isOAuth() ? "401" : "422", "400", "500", "503")
			.anyMatch((status) -> status.startsWith("2"))
			.allMatch((status) -> status.equals("204") || call.answers(this.document, status).findAny().isPresent());
		call.statuses().forEach((status) -> {
			JsonNode answer = this.document.resolve(node.path("responses").path(status));
			assertThat(answer.path("description").asString()).as("description of %s", status).isNotBlank();
			assertThat(answer.path("headers").propertyNames()).contains("X-Request-Id");
			if (call.isOAuth() && List.of("400", "401").contains(status)) {
				assertThat(answer.at("/content/application~1json/schema/$ref").asString())
					.isEqualTo("#/components/schemas/TokenRefusal");
			}
			else if (!status.startsWith("2")) {
				checkProblem(answer, status);
			}
		});
	}

	private void checkProblem(JsonNode answer, String status) {
		assertThat(answer.path("content").propertyNames()).containsExactly("application/problem+json");
		assertThat(answer.at("/content/application~1problem+json/schema/$ref").asString())
			.isEqualTo("#/components/schemas/Problem");
		answer.at("/content/application~1problem+json/examples")
			.forEach((example) -> assertThat(example.at("/value/status").asString()).isEqualTo(status));
	}

	private String security(String id) {
		return this.document.calls()
			.filter((call) -> call.id().equals(id))
			.findFirst()
			.orElseThrow()
			.node()
			.path("security")
			.toString();
	}

	private Stream<HandlerMethod> mapped() {
		return this.mappings.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((mapping) -> patterns(mapping.getKey()).stream().anyMatch((path) -> path.startsWith(BASE)))
			.map(java.util.Map.Entry::getValue);
	}

	private Set<String> calls(HandlerMethod handler) {
		Set<String> calls = new TreeSet<>();
		this.mappings.getHandlerMethods().forEach((info, mapped) -> {
			if (mapped.equals(handler)) {
				info.getMethodsCondition()
					.getMethods()
					.forEach((method) -> patterns(info).forEach((path) -> calls.add(method + " " + path)));
			}
		});
		return calls;
	}

	private static Set<String> patterns(RequestMappingInfo info) {
		return info.getPatternValues();
	}

	private Set<String> parameters(String call) {
		return this.document.calls()
			.filter((one) -> call.equals(one.method().toUpperCase(Locale.ROOT) + " " + BASE + one.path()))
			.flatMap((one) -> one.node().path("parameters").valueStream())
			.map((parameter) -> this.document.resolve(parameter).path("name").asString())
			.collect(toCollection(TreeSet::new));
	}

	private static Set<String> declared(HandlerMethod handler) {
		Set<String> names = new TreeSet<>();
		for (var parameter : handler.getMethodParameters()) {
			RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
			RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
			names.add((query != null) ? query.name() : (header != null) ? header.name() : "");
		}
		names.remove("");
		return names;
	}

	private static String folder(org.springframework.core.io.Resource file) {
		try {
			return new File(file.getURL().getPath()).getParentFile().getName();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
