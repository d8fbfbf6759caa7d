package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;

/** Requests of a brand that the test client does not have the keys of. */
final class Brands {

	static final String OTHER_API_KEY = "other-api-key-of-at-least-32-characters";

	static final String OTHER_BRAND_KEY = "other-brand-key";

	private Brands() {
	}

	static Client.Answer asOther(Client client, String method, String path, String json) {
		return client.send(HttpRequest
			.newBuilder(URI.create("http://localhost:" + client.port() + "/api/data-connections/v1" + path))
			.method(method, HttpRequest.BodyPublishers.ofString(json))
			.header("x-api-key", OTHER_API_KEY)
			.header("x-brand-key", OTHER_BRAND_KEY)
			.header("X-Request-Id", "same")
			.header("Content-Type", "application/json")
			.build());
	}

}
