package dataconnections.tenant;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens for the two keys, as RFC 6749 has it. */
@TenantTest
class TokenEndpointTests {

	private static final String PATH = "/api/data-connections/v1/oauth/token";

	private static final String GRANT = "grant_type=client_credentials";

	private static final String FORM = "application/x-www-form-urlencoded";

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	int port;

	@Autowired
	Tenants tenants;

	@Autowired
	JdbcClient jdbc;

	private final String api = "api+%2B/=&é:" + UUID.randomUUID();

	private final String brand = "brand+%2B/=&é" + UUID.randomUUID();

	@BeforeEach
	void open() {
		this.tenants.ensure(this.api, this.brand);
	}

	@Test
	void clientInTheFormGetsAToken() throws Exception {
		assertGiven(post(PATH, form()));
		assertGiven(post(PATH, form() + "&scope=&unknown=1"));
		assertGiven(post(PATH, form() + "&scope=everything"));
		assertGiven(send(PATH, FORM + ";charset=utf-8", form()));
	}

	@Test
	void clientInTheHeaderGetsAToken() throws Exception {
		assertGiven(post(PATH, GRANT, basic(this.brand, this.api)));
		assertGiven(post(PATH, GRANT, basic(encode(this.brand), encode(this.api))));
		assertGiven(post(PATH, GRANT + "&client_id=" + encode(this.brand), basic(this.brand, this.api)));
	}

	@Test
	void keyHeadersAreNeitherNeededNorAsked() throws Exception {
		HttpRequest request = request(PATH, FORM, form()).header("x-api-key", "wrong").build();
		assertGiven(this.http.send(request, HttpResponse.BodyHandlers.ofString()));
	}

	@Test
	void unknownClientInTheFormIsInvalid() throws Exception {
		for (String client : new String[] { client(this.brand, "wrong"), client("wrong", this.api),
				client(this.api, this.brand), client(this.brand, this.api + "\0"), client(this.brand, "k".repeat(513)),
				client(this.brand, ""), "client_id=" + encode(this.brand), "client_secret=" + encode(this.api),
				"x=1" }) {
			HttpResponse<String> answer = post(PATH, GRANT + "&" + client);
			assertRefused(answer, 400, "invalid_client");
			assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
		}
	}

	@Test
	void unknownClientInTheHeaderIsUnauthorized() throws Exception {
		for (String client : new String[] { basic(this.brand, "wrong"), basic("wrong", this.api), basic("%zz", "%"),
				"Basic", "Basic *", "Bearer x", "Digest x" }) {
			HttpResponse<String> answer = post(PATH, GRANT, client);
			assertRefused(answer, 401, "invalid_client");
			assertThat(answer.headers().firstValue("www-authenticate"))
				.hasValueSatisfying((challenge) -> assertThat(challenge).startsWith("Basic realm="));
		}
	}

	@Test
	void revokedClientIsInvalid() throws Exception {
		this.jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE key_hash = ?")
			.param(new ApiKey(this.api).hash())
			.update();
		assertRefused(post(PATH, form()), 400, "invalid_client");
	}

	@Test
	void secretInTheAddressDoesNotCount() throws Exception {
		String query = "?" + form();
		assertRefused(post(PATH + query, GRANT), 400, "invalid_client");
		assertRefused(post(PATH + query, "a=b"), 400, "invalid_client");
		assertRefused(post(PATH + "?" + GRANT, client(this.brand, this.api)), 400, "invalid_request");
	}

	@Test
	void clientThatShowsItselfTwiceIsRefused() throws Exception {
		assertRefused(post(PATH, form(), basic(this.brand, this.api)), 400, "invalid_request");
		assertRefused(post(PATH, GRANT + "&client_id=another", basic(this.brand, this.api)), 400, "invalid_request");
		HttpRequest twice = request(PATH, FORM, GRANT).header("Authorization", basic(this.brand, this.api))
			.header("Authorization", basic(this.brand, this.api))
			.build();
		assertRefused(this.http.send(twice, HttpResponse.BodyHandlers.ofString()), 400, "invalid_request");
	}

	@Test
	void otherGrantsAreNotSupported() throws Exception {
		String client = client(this.brand, this.api);
		assertRefused(post(PATH, client), 400, "invalid_request");
		assertRefused(post(PATH, client + "&grant_type="), 400, "invalid_request");
		assertRefused(post(PATH, client + "&grant_type=password"), 400, "unsupported_grant_type");
		assertRefused(post(PATH, client + "&grant_type=CLIENT_CREDENTIALS"), 400, "unsupported_grant_type");
	}

	@Test
	void repeatedParameterIsRefused() throws Exception {
		assertRefused(post(PATH, form() + "&" + GRANT), 400, "invalid_request");
		assertRefused(post(PATH, form() + "&client_secret=x"), 400, "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "application/json", "text/plain", "multipart/form-data;boundary=b" })
	void whatIsNoFormIsRefused(String type) throws Exception {
		assertRefused(send(PATH, type, form()), 400, "invalid_request");
	}

	@Test
	void brokenAndEndlessFormsAreRefused() throws Exception {
		assertRefused(post(PATH, form() + "&a=%zz"), 400, "invalid_request");
		assertRefused(post(PATH, form() + "&a=" + "b".repeat(1_000_000)), 400, "invalid_request");
		assertRefused(post(PATH, ""), 400, "invalid_client");
	}

	@Test
	void onlyPostIsAnswered() throws Exception {
		HttpResponse<String> answer = this.http.send(
				HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH)).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(405);
	}

	private static void assertGiven(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
		assertUncached(answer);
		JsonNode token = JsonMapper.shared().readTree(answer.body());
		assertThat(token.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
		assertThat(token.path("access_token").asString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
		assertThat(token.path("token_type").asString()).isEqualTo("Bearer");
		assertThat(token.path("expires_in").asLong()).isEqualTo(3600);
	}

	private void assertRefused(HttpResponse<String> answer, int status, String error) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
		assertUncached(answer);
		JsonNode refusal = JsonMapper.shared().readTree(answer.body());
		assertThat(refusal.propertyNames()).containsExactly("error", "error_description");
		assertThat(refusal.path("error").asString()).isEqualTo(error);
		assertThat(refusal.path("error_description").asString()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
		assertThat(answer.body()).doesNotContain(this.api, this.brand);
	}

	private static void assertUncached(HttpResponse<String> answer) {
		assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
		assertThat(answer.headers().allValues("pragma")).containsExactly("no-cache");
	}

	private String form() {
		return GRANT + "&" + client(this.brand, this.api);
	}

	private static String client(String id, String secret) {
		return "client_id=" + encode(id) + "&client_secret=" + encode(secret);
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private HttpResponse<String> post(String path, String form, String... authorization)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path, FORM, form);
		for (String value : authorization) {
			request.header("Authorization", value);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> send(String path, String type, String body) throws IOException, InterruptedException {
		return this.http.send(request(path, type, body).build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path, String type, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.POST(HttpRequest.BodyPublishers.ofString(body));
		return type.isEmpty() ? request : request.header("Content-Type", type);
	}

}
