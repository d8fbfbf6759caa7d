package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;

import dataconnections.Client.Answer;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** An account of a test's own, as the operator opens it. */
record TestAccount(Client client, String id, String apiKey, String keyId, String brandKey, String brandId) {

	static TestAccount open(Client client) {
		Answer answer = operator(client, "POST", "/accounts", """
				{"name": "Example Ltd", "brand_name": "Spring shop"}""");
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		JsonNode opened = answer.json();
		return new TestAccount(client, opened.path("account_uuid").asString(), opened.at("/key/api_key").asString(),
				opened.at("/key/key_uuid").asString(), opened.at("/brand/brand_key").asString(),
				opened.at("/brand/brand_uuid").asString());
	}

	static Answer operator(Client client, String method, String path, String json, String... headers) {
		return send(client, request(client, method, path, json, headers).header("Authorization",
				"Bearer " + Client.OPERATOR_TOKEN));
	}

	TestAccount with(String otherApiKey) {
		return new TestAccount(this.client, this.id, otherApiKey, this.keyId, this.brandKey, this.brandId);
	}

	JsonNode create(String json) {
		Answer answer = send("POST", "/keys", json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer.json();
	}

	Answer get(String path) {
		return send("GET", path, "");
	}

	Answer send(String method, String path, String json, String... headers) {
		return send(this.client,
				request(this.client, method, path, json, headers).header("x-api-key", this.apiKey)
					.header("x-brand-key", this.brandKey)
					.header("X-Request-Id", "same"));
	}

	private static Answer send(Client client, HttpRequest.Builder request) {
		return client.send(request.build());
	}

	private static HttpRequest.Builder request(Client client, String method, String path, String json,
			String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + client.port() + "/api/data-connections/v1" + path))
			.method(method, HttpRequest.BodyPublishers.ofString(json))
			.header("Content-Type", "application/json");
		return (headers.length > 0) ? request.headers(headers) : request;
	}

}
