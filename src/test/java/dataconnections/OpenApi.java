package dataconnections;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.OpenApi31;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document as the service gives it out. Its schemas are closed: an answer
 * with a member that they do not tell of is not what is documented.
 */
class OpenApi {

	private static final String ADDRESS = "https://service.test/openapi";

	private static final List<String> VALUES = List.of("examples", "example", "default", "enum");

	private final JsonNode root;

	private final SchemaRegistry schemas;

	OpenApi(String json) {
		this.root = JsonMapper.shared().readTree(json);
		JsonNode closed = this.root.deepCopy();
		close(closed);
		this.schemas = SchemaRegistry.withDialect(OpenApi31.getInstance(),
				(registry) -> registry
					.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())
					.schemas(Map.of(ADDRESS, closed.toString())));
	}

	static OpenApi of(Client client) {
		return new OpenApi(client.open("/v3/api-docs").body());
	}

	JsonNode root() {
		return this.root;
	}

	Stream<Call> calls() {
		return this.root.path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue()
				.propertyStream()
				.map((method) -> new Call(path.getKey(), method.getKey(), method.getValue())));
	}

	JsonNode resolve(JsonNode node) {
		return node.has("$ref") ? this.root.at(node.path("$ref").asString().substring(1)) : node;
	}

	List<String> flaws(String pointer, JsonNode value) {
		Schema schema = this.schemas.getSchema(SchemaLocation.of(ADDRESS + "#" + pointer));
		return schema.validate(value).stream().map(Object::toString).toList();
	}

	private static void close(JsonNode node) {
		if (node instanceof ObjectNode schema) {
			if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
				schema.put("additionalProperties", false);
			}
			schema.properties()
				.stream()
				.filter((member) -> !VALUES.contains(member.getKey()))
				.forEach((member) -> close(member.getValue()));
		}
		else {
			node.forEach(OpenApi::close);
		}
	}

	/** An operation. */
	record Call(String path, String method, JsonNode node) {

		String id() {
			return this.node.path("operationId").asString();
		}

		String pointer() {
			return "/paths/" + this.path.replace("~", "~0").replace("/", "~1") + "/" + this.method;
		}

		/** OAuth has a form of its own for what it refuses, and asks for no keys. */
		boolean isOAuth() {
			return this.path.startsWith("/oauth/");
		}

		/** What the document asks for wherever a call does not ask for something else. */
		boolean takesKeys() {
			return !this.node.has("security") || takes("x-api-key");
		}

		boolean takes(String scheme) {
			return this.node.path("security").valueStream().anyMatch((way) -> way.has(scheme));
		}

		Stream<Example> requests() {
			return Example.in(this.node.path("requestBody"), pointer() + "/requestBody");
		}

		Stream<String> statuses() {
			return this.node.path("responses").propertyNames().stream();
		}

		Stream<Example> answers(OpenApi document, String status) {
			JsonNode response = this.node.path("responses").path(status);
			String pointer = response.has("$ref") ? response.path("$ref").asString().substring(1)
					: pointer() + "/responses/" + status;
			return Example.in(document.resolve(response), pointer);
		}

		Optional<Example> answer(OpenApi document, String status, String name) {
			return answers(document, status).filter((example) -> example.name().equals(name)).findFirst();
		}

		@Override
		public String toString() {
			return id();
		}

	}

	/** A request or an answer that the document shows. */
	record Example(String mediaType, String schema, String name, JsonNode value) {

		static Stream<Example> in(JsonNode message, String pointer) {
			return message.path("content").propertyStream().flatMap((content) -> {
				String schema = pointer + "/content/" + content.getKey().replace("/", "~1") + "/schema";
				return content.getValue()
					.path("examples")
					.propertyStream()
					.map((example) -> new Example(content.getKey(), schema, example.getKey(),
							example.getValue().path("value")));
			});
		}

	}

}
