package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dataconnections.Client.Answer;
import dataconnections.OpenApi.Call;
import dataconnections.OpenApi.Example;
import tools.jackson.databind.JsonNode;

import static java.util.stream.Collectors.joining;

/**
 * What the examples of the OpenAPI document take for granted: an account with a key for a
 * mail system besides its first, and a brand with one connection of three customers,
 * which one mail uses, and an API-based one, which the examples mean whose names begin
 * with {@code api-}.
 */
class Scene {

	private static final String CUSTOMERS = """
			{"name": "Customers", "primary_key": "user_id",
			"description": "One row per customer, from the nightly export"}""";

	private static final String ROWS = """
			[{"user_id": 54490, "first_name": "Ada", "city": "London", "loyalty_points": 1250, "newsletter": true},
			{"user_id": 54491, "first_name": "Linus", "city": "Helsinki", "loyalty_points": 80, "newsletter": false},
			{"user_id": 54492, "first_name": "Grace", "city": "New York", "loyalty_points": 640, "newsletter": true}]""";

	private static final String MAIL = """
			{"reference_type": "mail", "reference_id": "4711", "name": "Spring sale"}""";

	private static final String MAIL_SYSTEM = """
			{"name": "Mail system", "scope": "query"}""";

	private static final String CRM = """
			{"name": "CRM", "primary_key": "user_id", "external_api_details": {"http_method": "GET", "timeout": 1,
			"url": "https://crm.example.com/customers/{user_id}", "headers": {"Authorization": "Bearer s3cret"},
			"sample_placeholder_values": {"user_id": 54490}}}""";

	private static final String ONCE = """
			{"name": "Once Ltd", "brand_name": "Once"}""";

	/** An Idempotency-Key that the scene's connection was made with, and an account. */
	static final String USED_KEY = "used";

	private static final String BOUNDARY = "boundary-of-the-form";

	private final Client client;

	private final Crm crm;

	private final String apiKey;

	private final String brandKey;

	private final Map<String, String> ids;

	Scene(Client client, Crm crm) {
		this.client = client;
		this.crm = crm;
		TestAccount account = TestAccount.open(client);
		this.apiKey = account.apiKey();
		this.brandKey = account.brandKey();
		String key = account.create(MAIL_SYSTEM).path("key_uuid").asString();
		String connection = made("/connections", CUSTOMERS, "data_connection_uuid", "Idempotency-Key", USED_KEY);
		made("/accounts", ONCE, "account_uuid", "Idempotency-Key", USED_KEY);
		made("/connections/" + connection + "/upload_data", ROWS, "upload_uuid");
		String reference = made("/connections/" + connection + "/references", MAIL, "reference_uuid");
		this.ids = Map.of("{connectionId}", connection, "{referenceId}", reference, "{keyId}", key, "{brandId}",
				account.brandId(), "{accountId}", account.id());
	}

	private Scene(Scene scene, String apiKey, String brandKey, Map<String, String> ids) {
		this.client = scene.client;
		this.crm = scene.crm;
		this.apiKey = apiKey;
		this.brandKey = brandKey;
		this.ids = Map.copyOf(ids);
	}

	/** The scene as the example means it. */
	Scene shownBy(String example) {
		return example.startsWith("api-") ? new Scene(this, this.apiKey, this.brandKey,
				Map.of("{connectionId}", made("/connections", CRM, "data_connection_uuid"))) : this;
	}

	/** The same things, asked for with the keys of a stranger. */
	Scene askedBy(String apiKey, String brandKey) {
		return new Scene(this, apiKey, brandKey, this.ids);
	}

	/** The same things, asked for by another brand of the account. */
	Scene askedByItsOtherBrand() {
		return askedBy(this.apiKey, made("/brands", "{\"name\": \"Winter shop\"}", "brand_key"));
	}

	/** As this one, but for one thing. */
	Scene with(String parameter, String id) {
		Map<String, String> changed = new HashMap<>(this.ids);
		changed.put(parameter, id);
		return new Scene(this, this.apiKey, this.brandKey, changed);
	}

	/** The ids of its things, by the path parameter that takes them. */
	Map<String, String> ids() {
		return this.ids;
	}

	Answer send(Call call) {
		return send(call, "", "", "");
	}

	/** Sends an example, asking for what it means. */
	Answer send(Call call, Example request) {
		return shownBy(request.name()).ask(call, request);
	}

	/** Sends an example, asking for what is here. */
	Answer ask(Call call, Example request) {
		return switch (request.mediaType()) {
			case "application/json" -> send(call, "", request.mediaType(), request.value().toString());
			case "application/x-www-form-urlencoded" -> send(call, "", request.mediaType(), fields(request.value()));
			case "multipart/form-data" -> send(call, "", "multipart/form-data; boundary=" + BOUNDARY,
					form(request.value().path("file").asString()));
			default -> send(call, "", request.mediaType(), request.value().asString());
		};
	}

	Answer send(Call call, String query, String contentType, String body, String... headers) {
		return send(call.method(), path(call) + query, contentType, bytes(body), headers);
	}

	Answer send(String method, String path, String contentType, byte[] body, String... headers) {
		return sent(method, path, contentType, body,
				Stream.concat(Stream.of("x-api-key", this.apiKey, "x-brand-key", this.brandKey), shown(path, headers))
					.toList());
	}

	private static Stream<String> shown(String path, String... headers) {
		Stream<String> operator = path.startsWith("/accounts")
				? Stream.of("Authorization", "Bearer " + Client.OPERATOR_TOKEN) : Stream.of();
		return Stream.concat(operator, Stream.of(headers));
	}

	Answer sendWithoutKeys(Call call, String... headers) {
		return sent(call.method(), path(call), "application/json", bytes("{}"), List.of(headers));
	}

	private Answer sent(String method, String path, String contentType, byte[] body, List<String> headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1" + path))
			.method(method.toUpperCase(java.util.Locale.ROOT), HttpRequest.BodyPublishers.ofByteArray(body))
			.header("X-Request-Id", "order-4711");
		if (!contentType.isEmpty()) {
			request.header("Content-Type", contentType);
		}
		for (int i = 0; i < headers.size(); i += 2) {
			request.setHeader(headers.get(i), headers.get(i + 1));
		}
		return this.client.send(request.build());
	}

	String path(Call call) {
		String path = call.path();
		for (Map.Entry<String, String> id : this.ids.entrySet()) {
			path = path.replace(id.getKey(), id.getValue());
		}
		if (path.contains("{")) {
			throw new IllegalStateException("The scene has no id for " + path + ": let it make one.");
		}
		return path;
	}

	private String made(String path, String json, String id, String... headers) {
		Answer answer = send("POST", path, "application/json", bytes(json), headers);
		return answer.json().path(id).asString();
	}

	/** Whether it has all the things that a call names. */
	boolean knows(Call call) {
		return this.ids.keySet().stream().reduce(call.path(), (path, id) -> path.replace(id, "")).indexOf('{') < 0;
	}

	byte[] bytes(byte[] body) {
		String text = new String(body, StandardCharsets.ISO_8859_1);
		return text.contains("your-") || text.contains("crm.example.com")
				? bytes(new String(body, StandardCharsets.UTF_8)) : body;
	}

	/** What a reader would put in the place of the examples' addresses and keys. */
	private byte[] bytes(String body) {
		return this.crm.addressed(body)
			.replace("your-brand-key", this.brandKey)
			.replace("your-api-key", this.apiKey)
			.getBytes(StandardCharsets.UTF_8);
	}

	private static String fields(JsonNode form) {
		return form.propertyStream()
			.map((field) -> field.getKey() + "=" + field.getValue().asString())
			.collect(joining("&"));
	}

	private static String form(String file) {
		return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"customers.csv\"\r\n\r\n"
				+ file + "\r\n--" + BOUNDARY + "--\r\n";
	}

}
