package dataconnections.tenant;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dataconnections.TestDatabase;
import dataconnections.secret.KeyRing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Wrong credentials are limited by the address they come from, which is another one for
 * each test: all of 127.0.0.0/8 is this machine.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.authentication.max-failures=3",
				"data-connections.operator.token=" + FailedAuthenticationTests.OPERATOR,
				"server.forward-headers-strategy=native", "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.2" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(TenantTest.Configuration.class)
class FailedAuthenticationTests {

	static final String OPERATOR = "failed-tests-operator-token-of-32-characters";

	private static final String BASE = "/api/data-connections/v1";

	private static final String EMARSYS = BASE + "/connections/x/external-content/emarsys";

	private static final String PROXY = "127.0.0.2";

	private static final AtomicInteger LAST = new AtomicInteger();

	@LocalServerPort
	int port;

	@Autowired
	Tenants tenants;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	KeyLookup keys;

	@Autowired
	Clock clock;

	@Autowired
	KeyRing ring;

	@Autowired
	TokenSettings settings;

	private final String api = "api-" + UUID.randomUUID();

	private final String brand = "brand-" + UUID.randomUUID();

	private final String here = "127.0.1." + LAST.incrementAndGet();

	@BeforeEach
	void open() {
		this.tenants.ensure(this.api, this.brand);
	}

	@ParameterizedTest
	@EnumSource
	void afterSoManyWrongCredentialsTheNextIsTooMany(Wrong wrong) throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(send(this.here, wrong.request(this)).statusCode()).isEqualTo(wrong.status);
		}
		HttpResponse<String> answer = send(this.here, wrong.request(this));
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
		assertThat(answer.body()).contains("urn:data-connections:problem:too-many-requests");
		assertThat(answer.headers().firstValueAsLong("retry-after")).hasValue(20);
		assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
		assertThat(send("127.0.2." + LAST.incrementAndGet(), wrong.request(this)).statusCode()).isEqualTo(wrong.status);
		TenantTest.NANOS.addAndGet(Duration.ofSeconds(20).toNanos());
		assertThat(send(this.here, wrong.request(this)).statusCode()).isEqualTo(wrong.status);
	}

	@Test
	void validKeysThatAreKnownGoOnWorkingAndUnknownOnesWait() throws Exception {
		String later = "brand-" + UUID.randomUUID();
		this.tenants.ensure(this.api, later);
		assertThat(send("127.0.3.1", keys(this.api, this.brand)).statusCode()).isEqualTo(200);
		useUp(this.here);
		assertThat(send(this.here, keys(this.api, this.brand)).statusCode()).isEqualTo(200);
		this.jdbc.sql("UPDATE brand SET name = 'read again' WHERE brand_key = ?").param(this.brand).update();
		await().until(() -> {
			HttpResponse<String> answer = send(this.here, keys(this.api, this.brand));
			assertThat(answer.statusCode()).isEqualTo(200);
			return answer.body().equals("read again");
		});
		assertThat(send(this.here, keys(this.api, later)).statusCode()).isEqualTo(429);
		assertThat(send("127.0.3.1", keys(this.api, later)).statusCode()).isEqualTo(200);
		assertThat(send(this.here, keys(this.api, later)).statusCode()).isEqualTo(200);
	}

	@Test
	void tokensGoOnWorking() throws Exception {
		HttpResponse<String> given = send("127.0.3.1", token(this.brand, this.api));
		String token = given.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
		useUp(this.here);
		assertThat(send(this.here, request(EMARSYS).header("Authorization", "Bearer " + token)).statusCode())
			.isEqualTo(200);
		assertThat(
				send(this.here, request(BASE + "/accounts").header("Authorization", "Bearer " + OPERATOR)).statusCode())
			.isEqualTo(200);
	}

	@Test
	void expiredTokensAreNoAttemptsAndAreRenewed() throws Exception {
		assertThat(send(this.here, token(this.brand, this.api)).statusCode()).isEqualTo(200);
		TenantTest.NANOS.addAndGet(Duration.ofHours(24).toNanos());
		Clock yesterday = Clock.offset(this.clock, Duration.ofHours(-25));
		String token = new Tokens(this.ring, this.settings, yesterday).give(this.keys.find(this.api, this.brand, () -> {
		}).orElseThrow());
		TenantTest.NANOS.addAndGet(Duration.ofMinutes(1).toNanos());
		for (int i = 0; i < 5; i++) {
			assertThat(send(this.here, request(EMARSYS).header("Authorization", "Bearer " + token)).statusCode())
				.isEqualTo(401);
		}
		useUp(this.here);
		assertThat(send(this.here, token(this.brand, this.api)).statusCode()).isEqualTo(200);
	}

	@Test
	void whatIsMissingIsNoAttempt() throws Exception {
		for (int i = 0; i < 5; i++) {
			assertThat(send(this.here, request(BASE + "/keys")).statusCode()).isEqualTo(422);
			assertThat(send(this.here, request(BASE + "/accounts")).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void forwardedAddressOfAStrangerDoesNotCount() throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(send(this.here, wrong().header("X-Forwarded-For", "203.0.113." + i)).statusCode())
				.isEqualTo(422);
		}
		assertThat(send(this.here, wrong().header("X-Forwarded-For", "203.0.113.9")).statusCode()).isEqualTo(429);
	}

	@Test
	void behindTheProxyClientsAreToldApartByTheAddressThatTheProxySaw() throws Exception {
		String client = "198.51.100." + LAST.incrementAndGet();
		for (int i = 0; i < 3; i++) {
			assertThat(send(PROXY, wrong().header("X-Forwarded-For", "203.0.113." + i + ", " + client)).statusCode())
				.isEqualTo(422);
		}
		assertThat(send(PROXY, wrong().header("X-Forwarded-For", "203.0.113.9, " + client)).statusCode())
			.isEqualTo(429);
		assertThat(send(PROXY, wrong().header("X-Forwarded-For", "198.51.101.1")).statusCode()).isEqualTo(422);
	}

	private void useUp(String address) throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(send(address, wrong()).statusCode()).isEqualTo(422);
		}
	}

	private HttpRequest.Builder wrong() {
		return keys("wrong-" + UUID.randomUUID(), this.brand);
	}

	private HttpRequest.Builder keys(String apiKey, String brandKey) {
		return request("/api/test/brand").header("x-api-key", apiKey).header("x-brand-key", brandKey);
	}

	private HttpRequest.Builder token(String id, String secret) {
		return request(BASE + "/oauth/token").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers
				.ofString("grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private static HttpResponse<String> send(String from, HttpRequest.Builder request) throws Exception {
		try (HttpClient http = HttpClient.newBuilder().localAddress(InetAddress.getByName(from)).build()) {
			return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	enum Wrong {

		KEYS(422) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.wrong();
			}
		},

		ENDLESS_KEY(422) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.keys("k".repeat(513), test.brand);
			}
		},

		BASIC(401) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.request(EMARSYS).header("Authorization", basic(test.brand, "wrong"));
			}
		},

		MALFORMED_BASIC(401) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.request(EMARSYS).header("Authorization", "Basic wrong");
			}
		},

		BEARER(401) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.request(EMARSYS).header("Authorization", "Bearer wrong");
			}
		},

		CLIENT(400) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.token(test.brand, "wrong");
			}
		},

		OPERATOR_TOKEN(401) {
			@Override
			HttpRequest.Builder request(FailedAuthenticationTests test) {
				return test.request(BASE + "/accounts").header("Authorization", "Bearer wrong");
			}
		};

		private final int status;

		Wrong(int status) {
			this.status = status;
		}

		abstract HttpRequest.Builder request(FailedAuthenticationTests test);

	}

}
