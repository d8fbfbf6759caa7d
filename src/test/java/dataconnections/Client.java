package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/** Talks to the service as a client would. */
class Client {

	static final String API_KEY = "test-api-key-of-at-least-32-characters";

	static final String BRAND_KEY = "test-brand-key";

	static final String OPERATOR_TOKEN = "test-operator-token-of-at-least-32-characters";

	private final HttpClient http = HttpClient.newHttpClient();

	private int port;

	@EventListener
	void started(WebServerInitializedEvent event) {
		this.port = event.getWebServer().getPort();
	}

	/** Talks to a service of another process. */
	Client at(int port) {
		this.port = port;
		return this;
	}

	Answer send(String method, String path, String contentType, byte[] body, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/api/data-connections/v1" + path))
			.method(method, HttpRequest.BodyPublishers.ofByteArray(body))
			.header("x-api-key", API_KEY)
			.header("x-brand-key", BRAND_KEY);
		if (!contentType.isEmpty()) {
			request.header("Content-Type", contentType);
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	Answer send(String method, String path, String json, String... headers) {
		return send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
	}

	Answer get(String path) {
		return send("GET", path, "", new byte[0]);
	}

	/** What needs no keys, by its whole path. */
	Answer open(String path) {
		return send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build());
	}

	Answer send(HttpRequest request) {
		try {
			HttpResponse<String> answer = this.http.send(request,
					HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
			return new Answer(answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.port;
	}

	String connection(String primaryKey) {
		return send("POST", "/connections", "{\"name\":\"Test\",\"primary_key\":\"" + primaryKey + "\"}").json()
			.path("data_connection_uuid")
			.asString();
	}

	record Answer(HttpResponse<String> http) {

		int status() {
			return this.http.statusCode();
		}

		String body() {
			return this.http.body();
		}

		JsonNode json() {
			return JsonMapper.shared().readTree(this.http.body());
		}

		String header(String name) {
			return this.http.headers().firstValue(name).orElse("");
		}

	}

	static class Configuration {

		@Bean
		Client client() {
			return new Client();
		}

	}

}
