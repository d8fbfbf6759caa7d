package dataconnections.tenant;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
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

/** What the {@code Authorization} header opens, and where. */
@TenantTest
class AuthorizationTests {

	private static final String EMARSYS = "/api/data-connections/v1/connections/x/external-content/emarsys";

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	int port;

	@Autowired
	MovableClock clock;

	@Autowired
	Tenants tenants;

	@Autowired
	KeyLookup keys;

	@Autowired
	Tokens tokens;

	@Autowired
	JdbcClient jdbc;

	private final String api = "api-" + UUID.randomUUID();

	private final String brand = "brand-" + UUID.randomUUID();

	@BeforeEach
	void open() {
		this.tenants.ensure(this.api, this.brand);
	}

	@Test
	void basicIsTheBrand() throws Exception {
		HttpResponse<String> answer = get(EMARSYS, "Authorization", basic(this.brand, this.api));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(this.brand);
		assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
	}

	@Test
	void bearerIsTheBrand() throws Exception {
		HttpResponse<String> answer = get(EMARSYS, "Authorization", bearer());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(this.brand);
	}

	@Test
	void headersAreTheBrandHereToo() throws Exception {
		assertThat(get(EMARSYS, "x-api-key", this.api, "x-brand-key", this.brand).body()).isEqualTo(this.brand);
	}

	@Test
	void schemeIsReadInAnyCase() throws Exception {
		assertThat(status(basic(this.brand, this.api).replace("Basic", "bASIC"))).isEqualTo(200);
		assertThat(status(bearer().replace("Bearer", "BEARER"))).isEqualTo(200);
	}

	@Test
	void keysMayHoldWhateverBasicCanCarry() throws Exception {
		String odd = "kéy:with:cölons+%2B " + UUID.randomUUID();
		String oddBrand = "bränd+%2B " + UUID.randomUUID();
		this.tenants.ensure(odd, oddBrand);
		assertThat(status(basic(oddBrand, odd))).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/test/brand", EMARSYS + "/more",
			"/api/data-connections/v1/connections/x/more/external-content/emarsys" })
	void elsewhereOnlyTheHeadersCount(String path) throws Exception {
		String none = refused(get(path));
		assertThat(none).contains("[\"header\",\"x-api-key\"]", "[\"header\",\"x-brand-key\"]");
		assertThat(refused(get(path, "Authorization", basic(this.brand, this.api)))).isEqualTo(none);
		assertThat(refused(get(path, "Authorization", bearer()))).isEqualTo(none);
		assertThat(refused(get(path, "Authorization", "Basic wrong"))).isEqualTo(none);
		assertThat(get(path, "Authorization", "Basic wrong", "x-api-key", this.api, "x-brand-key", this.brand)
			.statusCode()).isEqualTo(200);
	}

	@Test
	void nothingAtAllIsMissingKeys() throws Exception {
		String none = refused(get(EMARSYS));
		assertThat(none).contains("[\"header\",\"x-api-key\"]", "[\"header\",\"x-brand-key\"]");
		assertThat(refused(get(EMARSYS, "Authorization", ""))).isEqualTo(none);
		assertThat(refused(get(EMARSYS, "Authorization", "Digest username=\"a\""))).isEqualTo(none);
		assertThat(refused(get(EMARSYS, "Authorization", "Basics YTpi"))).isEqualTo(none);
	}

	@Test
	void whereAKeyHeaderIsSentTheHeadersDecide() throws Exception {
		assertThat(get(EMARSYS, "Authorization", "Basic wrong", "x-api-key", this.api, "x-brand-key", this.brand)
			.statusCode()).isEqualTo(200);
		assertThat(refused(get(EMARSYS, "Authorization", basic(this.brand, this.api), "x-api-key", this.api)))
			.contains("[\"header\",\"x-brand-key\"]");
		assertThat(refused(get(EMARSYS, "Authorization", basic(this.brand, this.api), "x-api-key", "wrong",
				"x-brand-key", this.brand)))
			.contains("urn:data-connections:problem:invalid-keys");
	}

	@Test
	void everyWrongBasicIsTheSameAnswer() throws Exception {
		String otherApi = "api-" + UUID.randomUUID();
		String otherBrand = "brand-" + UUID.randomUUID();
		this.tenants.ensure(otherApi, otherBrand);
		String unknown = unauthorized("Basic", basic(this.brand, "unknown"));
		assertThat(unknown).contains("urn:data-connections:problem:unauthorized",
				"The credential in the Authorization header is not valid.");
		for (String wrong : new String[] { basic("unknown", this.api), basic(otherBrand, this.api),
				basic(this.brand, otherApi), basic(this.brand, ""), basic("", this.api), basic("", ""),
				basic(this.api, this.brand), basic(this.brand, this.api + " "), basic(this.brand, this.api + "\0"),
				basic(this.brand + "\0", this.api), basic(this.brand, "k".repeat(513)), "Basic", "Basic ", "Basic *",
				"Basic " + encode(this.brand), "Basic " + this.brand + ":" + this.api }) {
			assertThat(unauthorized("Basic", wrong)).as(wrong).isEqualTo(unknown);
		}
		HttpResponse<String> twice = get(EMARSYS, "Authorization", basic(this.brand, this.api), "Authorization",
				basic(otherBrand, otherApi));
		assertThat(twice.statusCode()).isEqualTo(401);
	}

	@Test
	void everyWrongTokenIsTheSameAnswer() throws Exception {
		String token = bearer();
		String wrong = unauthorized("Bearer", "Bearer x");
		assertThat(unauthorized("Bearer", "Bearer")).isEqualTo(wrong);
		assertThat(unauthorized("Bearer", "Bearer " + this.api)).isEqualTo(wrong);
		assertThat(unauthorized("Bearer", token.substring(0, token.length() - 2))).isEqualTo(wrong);
		assertThat(unauthorized("Bearer", token + "." + token)).isEqualTo(wrong);
		assertThat(get(EMARSYS, "Authorization", token, "Authorization", token).statusCode()).isEqualTo(401);
		this.clock.move(Duration.ofHours(1).minusMillis(1));
		assertThat(status(token)).isEqualTo(200);
		this.clock.move(Duration.ofSeconds(1));
		assertThat(unauthorized("Bearer", token)).isEqualTo(wrong);
	}

	@Test
	void revokedKeyTakesItsTokensAlongWithinASecond() throws Exception {
		String token = bearer();
		String basic = basic(this.brand, this.api);
		assertThat(status(token)).isEqualTo(200);
		assertThat(status(basic)).isEqualTo(200);
		this.jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE key_hash = ?")
			.param(new ApiKey(this.api).hash())
			.update();
		TenantTest.NANOS.addAndGet(Announcements.DELAY.toNanos());
		assertThat(status(token)).isEqualTo(401);
		assertThat(status(basic)).isEqualTo(401);
	}

	@Test
	void expiryOfTheKeyIsThatOfItsTokens() throws Exception {
		String token = bearer();
		this.jdbc.sql("UPDATE api_key SET expires_at = ? WHERE key_hash = ?")
			.param(OffsetDateTime.ofInstant(this.clock.instant().plusSeconds(60), ZoneOffset.UTC))
			.param(new ApiKey(this.api).hash())
			.update();
		TenantTest.NANOS.addAndGet(Announcements.DELAY.toNanos());
		assertThat(status(token)).isEqualTo(200);
		this.clock.move(Duration.ofSeconds(60));
		assertThat(status(token)).isEqualTo(401);
	}

	@Test
	void tokenIsForItsBrandOnly() throws Exception {
		String sister = "brand-" + UUID.randomUUID();
		this.tenants.ensure(this.api, sister);
		assertThat(get(EMARSYS, "Authorization", bearer()).body()).isEqualTo(this.brand);
		String stranger = "brand-" + UUID.randomUUID();
		this.tenants.ensure("api-" + UUID.randomUUID(), stranger);
		UUID strangersId = this.jdbc.sql("SELECT id FROM brand WHERE brand_key = ?")
			.param(stranger)
			.query(UUID.class)
			.single();
		KeyLookup.Grant mine = this.keys.find(this.api, this.brand, () -> {
		}).orElseThrow();
		assertThat(this.keys.find(mine.apiKeyId(), strangersId)).isEmpty();
	}

	private int status(String authorization) throws Exception {
		return get(EMARSYS, "Authorization", authorization).statusCode();
	}

	private String unauthorized(String scheme, String authorization) throws Exception {
		HttpResponse<String> answer = get(EMARSYS, "Authorization", authorization);
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
		assertThat(answer.headers().allValues("www-authenticate")).singleElement()
			.asString()
			.startsWith(scheme + " realm=");
		return body(answer);
	}

	private static String refused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
		return body(answer);
	}

	private static String body(HttpResponse<String> answer) {
		return answer.body().replace(answer.headers().firstValue("x-request-id").orElseThrow(), "");
	}

	private String bearer() {
		return "Bearer " + this.tokens.give(this.keys.find(this.api, this.brand, () -> {
		}).orElseThrow());
	}

	private static String basic(String user, String password) {
		return "Basic " + encode(user + ":" + password);
	}

	private static String encode(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
