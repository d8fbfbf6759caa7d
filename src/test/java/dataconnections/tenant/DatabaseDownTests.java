package dataconnections.tenant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.Cable;
import dataconnections.TestDatabase;
import dataconnections.announcement.Announcements;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Keys that cannot be checked are not called invalid, and no requests are wanted. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.bootstrap.api-key=down-tests-api-key-of-at-least-32-characters",
				"data-connections.bootstrap.brand-key=down-tests-brand-key",
				"spring.datasource.hikari.connection-timeout=500" })
@ContextConfiguration(initializers = { TestDatabase.class, Cable.class })
@Import(DatabaseDownTests.Configuration.class)
class DatabaseDownTests {

	@LocalServerPort
	int port;

	@Autowired
	Tokens tokens;

	@Test
	void keysThatCannotBeCheckedAreUnavailable() throws Exception {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/api/anything"))
				.headers("x-api-key", "down-tests-api-key-of-at-least-32-characters", "x-brand-key",
						"down-tests-brand-key")
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.headers().firstValue("retry-after")).isPresent();
		assertThat(answer.body()).contains("urn:data-connections:problem:unavailable").doesNotContain("127.0.0.1");
	}

	@Test
	void neitherAreCredentialsOfEmarsys() throws Exception {
		String basic = Base64.getEncoder()
			.encodeToString("down-tests-brand-key:down-tests-api-key-of-at-least-32-characters".getBytes(UTF_8));
		String token = this.tokens.give(new KeyLookup.Grant(new Brand(UUID.randomUUID(), UUID.randomUUID(), ""),
				UUID.randomUUID(), Scope.MANAGE, null));
		for (String credential : List.of("Basic " + basic, "Bearer " + token)) {
			HttpResponse<String> answer = HttpClient.newHttpClient()
				.send(HttpRequest
					.newBuilder(URI.create("http://localhost:" + this.port
							+ "/api/data-connections/v1/connections/x/external-content/emarsys"))
					.header("Authorization", credential)
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(answer.headers().firstValue("retry-after")).isPresent();
			assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
		}
	}

	@Test
	void neitherAreClientsThatWantAToken() throws Exception {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + "/api/data-connections/v1/oauth/token"))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=a&client_secret=b"))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.headers().firstValue("retry-after")).isPresent();
	}

	@Test
	void serviceIsAliveButNotReadyUntilTheDatabaseIsBack() throws Exception {
		await().until(() -> health("readiness") == 200);
		try {
			Cable.cut();
			await().until(() -> health("readiness") == 503);
			assertThat(health("liveness")).isEqualTo(200);
		}
		finally {
			Cable.mend();
		}
		await().until(() -> health("readiness") == 200);
		assertThat(health("liveness")).isEqualTo(200);
	}

	private int health(String group) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/actuator/health/" + group))
				.build(), HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		@Primary
		KeyLookup unreachable(Announcements announcements) {
			return new KeyLookup(JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none")),
					Clock.systemUTC(), Ticker.systemTicker(), announcements);
		}

	}

}
