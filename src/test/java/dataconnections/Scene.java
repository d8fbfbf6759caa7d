package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import dataconnections.Client.Answer;
import dataconnections.OpenApi.Call;
import dataconnections.OpenApi.Example;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the examples of the OpenAPI document take for granted: a brand with one connection
 * of three customers, which one mail uses.
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

	private static final String BOUNDARY = "boundary-of-the-form";

	private final Client client;

	private final String brandKey = "scene-" + UUID.randomUUID();

	private final Map<String, String> ids;

	Scene(Client client, JdbcClient jdbc) {
		this.client = client;
		jdbc.sql("""
				INSERT INTO brand (id, account_id, name, brand_key, created_at)
				SELECT gen_random_uuid(), account_id, :key, :key, now() FROM brand WHERE brand_key = :known""")
			.param("key", this.brandKey)
			.param("known", Client.BRAND_KEY)
			.update();
		String connection = made("/connections", CUSTOMERS, "data_connection_uuid");
		made("/connections/" + connection + "/upload_data", ROWS, "upload_uuid");
		String reference = made("/connections/" + connection + "/references", MAIL, "reference_uuid");
		this.ids = Map.of("{connectionId}", connection, "{referenceId}", reference);
	}

	Answer send(Call call) {
		return send(call, "", "", "");
	}

	Answer send(Call call, Example request) {
		return switch (request.mediaType()) {
			case "application/json" -> send(call, "", request.mediaType(), request.value().toString());
			case "multipart/form-data" -> send(call, "", "multipart/form-data; boundary=" + BOUNDARY,
					form(request.value().path("file").asString()));
			default -> send(call, "", request.mediaType(), request.value().asString());
		};
	}

	Answer send(Call call, String query, String contentType, String body, String... headers) {
		return send(call.method(), path(call) + query, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	Answer send(String method, String path, String contentType, byte[] body, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1" + path))
			.method(method.toUpperCase(java.util.Locale.ROOT), HttpRequest.BodyPublishers.ofByteArray(body))
			.header("x-api-key", Client.API_KEY)
			.header("x-brand-key", this.brandKey)
			.header("X-Request-Id", "order-4711");
		if (!contentType.isEmpty()) {
			request.header("Content-Type", contentType);
		}
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
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

	private String made(String path, String json, String id) {
		Answer answer = send("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
		return answer.json().path(id).asString();
	}

	private static String form(String file) {
		return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"customers.csv\"\r\n\r\n"
				+ file + "\r\n--" + BOUNDARY + "--\r\n";
	}

}
