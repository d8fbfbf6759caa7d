package dataconnections.tenant;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import dataconnections.MovableClock;
import dataconnections.announcement.Announcements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the two keys open, and what they do not, over HTTP. */
@TenantTest
class KeysTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	int port;

	@Autowired
	MovableClock clock;

	@Autowired
	Tenants tenants;

	@Autowired
	JdbcClient jdbc;

	private final String api = "api-" + UUID.randomUUID();

	private final String brand = "brand-" + UUID.randomUUID();

	@BeforeEach
	void open() {
		this.tenants.ensure(this.api, this.brand);
	}

	@Test
	void validKeysAreTheBrand() throws Exception {
		HttpResponse<String> answer = get("/api/test/brand", "x-api-key", this.api, "x-brand-key", this.brand);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(this.brand);
		assertThat(answer.headers().map()).containsKey("x-content-type-options").doesNotContainKey("set-cookie");
	}

	@Test
	void bootstrapKeysWork() throws Exception {
		assertThat(get("/api/test/brand", "x-api-key", "keys-tests-api-key-of-at-least-32-characters", "x-brand-key",
				"keys-tests-brand-key")
			.statusCode()).isEqualTo(200);
	}

	@Test
	void ensuringTwiceChangesNothing() {
		long before = this.jdbc.sql("SELECT count(*) FROM account").query(Long.class).single();
		this.tenants.ensure(this.api, this.brand);
		assertThat(this.jdbc.sql("SELECT count(*) FROM account").query(Long.class).single()).isEqualTo(before);
		assertThat(this.tenants.openFirst()).isEmpty();
	}

	@Test
	void keyIsStoredAsHashOnly() {
		assertThat(this.jdbc.sql("SELECT key_hash = sha256(convert_to(?, 'UTF8')) FROM api_key WHERE key_hash = ?")
			.param(this.api)
			.param(new ApiKey(this.api).hash())
			.query(Boolean.class)
			.single()).isTrue();
	}

	@Test
	void missingHeadersAreNamedOneByOne() throws Exception {
		HttpResponse<String> both = get("/api/test/brand");
		assertThat(both.statusCode()).isEqualTo(422);
		assertThat(both.headers().firstValue("content-type")).hasValue("application/problem+json");
		assertThat(both.body()).contains("urn:data-connections:problem:invalid-request",
				"\"loc\":[\"header\",\"x-api-key\"]", "\"loc\":[\"header\",\"x-brand-key\"]", "\"type\":\"missing\"");
		assertThat(get("/api/test/brand", "x-api-key", this.api).body()).contains("[\"header\",\"x-brand-key\"]")
			.doesNotContain("[\"header\",\"x-api-key\"]");
		assertThat(get("/api/test/brand", "x-api-key", " ", "x-brand-key", this.brand).body())
			.contains("[\"header\",\"x-api-key\"]")
			.doesNotContain("[\"header\",\"x-brand-key\"]");
	}

	@Test
	void everyRefusalIsTheSameAnswer() throws Exception {
		String otherApi = "api-" + UUID.randomUUID();
		String otherBrand = "brand-" + UUID.randomUUID();
		this.tenants.ensure(otherApi, otherBrand);
		String unknown = refused("x-api-key", "unknown", "x-brand-key", this.brand);
		assertThat(unknown).contains("urn:data-connections:problem:invalid-keys",
				"The API key and the brand key are not valid together.");
		assertThat(refused("x-api-key", this.api, "x-brand-key", "unknown")).isEqualTo(unknown);
		assertThat(refused("x-api-key", this.api, "x-brand-key", otherBrand)).isEqualTo(unknown);
		assertThat(refused("x-api-key", otherApi, "x-brand-key", this.brand)).isEqualTo(unknown);
		assertThat(refused("x-api-key", this.api, "x-api-key", this.api, "x-brand-key", this.brand)).isEqualTo(unknown);
		assertThat(refused("x-api-key", this.api, "x-brand-key", this.brand, "x-brand-key", otherBrand))
			.isEqualTo(unknown);
		assertThat(refused("x-api-key", "k".repeat(513), "x-brand-key", this.brand)).isEqualTo(unknown);
		this.jdbc.sql("UPDATE api_key SET expires_at = ? WHERE key_hash = ?")
			.param(OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.param(new ApiKey(otherApi).hash())
			.update();
		assertThat(refused("x-api-key", otherApi, "x-brand-key", otherBrand)).isEqualTo(unknown);
		revoke();
		assertThat(refused("x-api-key", this.api, "x-brand-key", this.brand)).isEqualTo(unknown);
	}

	@Test
	void expiryIsCheckedOnEachUseEvenOfARememberedKey() throws Exception {
		this.jdbc.sql("UPDATE api_key SET expires_at = ? WHERE key_hash = ?")
			.param(OffsetDateTime.ofInstant(this.clock.instant().plusSeconds(60), ZoneOffset.UTC))
			.param(new ApiKey(this.api).hash())
			.update();
		assertThat(status()).isEqualTo(200);
		this.clock.move(Duration.ofSeconds(60));
		assertThat(status()).isEqualTo(422);
	}

	@Test
	void revokedKeyStopsWorkingWithinASecond() throws Exception {
		assertThat(status()).isEqualTo(200);
		revoke();
		TenantTest.NANOS.addAndGet(Announcements.DELAY.toNanos());
		assertThat(status()).isEqualTo(422);
	}

	@Test
	void refusalIsNotRemembered() throws Exception {
		String later = "brand-" + UUID.randomUUID();
		assertThat(get("/api/test/brand", "x-api-key", this.api, "x-brand-key", later).statusCode()).isEqualTo(422);
		this.tenants.ensure(this.api, later);
		assertThat(get("/api/test/brand", "x-api-key", this.api, "x-brand-key", later).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/swagger-ui/index.html", "/actuator/health" })
	void documentsAndHealthAreOpen(String path) throws Exception {
		HttpResponse<String> answer = get(path);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().map()).doesNotContainKey("content-security-policy");
	}

	@Test
	void unknownAddressIsNotFound() throws Exception {
		HttpResponse<String> answer = get("/nothing");
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("urn:data-connections:problem:not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api//test", "/api/test;a=b", "/api/%2e%2e/test" })
	void harmfulAddressIsMalformed(String path) throws Exception {
		HttpResponse<String> answer = get(path, "x-api-key", this.api, "x-brand-key", this.brand);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("urn:data-connections:problem:malformed-request");
	}

	@Test
	void otherOriginsAreAllowedNothing() throws Exception {
		HttpResponse<String> answer = get("/api/test/brand", "x-api-key", this.api, "x-brand-key", this.brand, "Origin",
				"https://elsewhere.example");
		assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
	}

	@Test
	void senderCannotChooseItsAddress() throws Exception {
		for (String header : new String[] { "X-Forwarded-For", "Forwarded", "X-Real-IP" }) {
			assertThat(get("/api/test/address", "x-api-key", this.api, "x-brand-key", this.brand, header,
					header.equals("Forwarded") ? "for=203.0.113.9" : "203.0.113.9")
				.body()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/01a2168c-0b6e-7d1a-8a4b-6c1f0e5d2b3a" })
	void callsOfTheOperatorDoNotExistWithoutAToken(String rest) throws Exception {
		String base = "/api/data-connections/v1/";
		String[] keys = { "x-api-key", this.api, "x-brand-key", this.brand, "X-Request-Id", "same", "Authorization",
				"Bearer " + "t".repeat(32) };
		HttpResponse<String> answer = get(base + "accounts" + rest, keys);
		HttpResponse<String> unknown = get(base + "nothings" + rest, keys);
		assertThat(answer.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
		assertThat(answer.body().replace("accounts", "nothings")).isEqualTo(unknown.body());
		assertThat(answer.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
		HttpResponse<String> withoutKeys = get(base + "accounts" + rest, "X-Request-Id", "same", "Authorization",
				"Bearer " + "t".repeat(32));
		assertThat(withoutKeys.statusCode()).isEqualTo(422);
		assertThat(withoutKeys.body().replace("accounts", "nothings"))
			.isEqualTo(get(base + "nothings" + rest, "X-Request-Id", "same").body());
		assertThat(get("/v3/api-docs").body()).contains("\"/keys\"").doesNotContain("\"/accounts\"");
	}

	private int status() throws Exception {
		return get("/api/test/brand", "x-api-key", this.api, "x-brand-key", this.brand).statusCode();
	}

	private String refused(String... headers) throws Exception {
		HttpResponse<String> answer = get("/api/test/brand", headers);
		assertThat(answer.statusCode()).isEqualTo(422);
		return answer.body().replace(answer.headers().firstValue("x-request-id").orElseThrow(), "");
	}

	private void revoke() {
		this.jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE key_hash = ?")
			.param(new ApiKey(this.api).hash())
			.update();
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
