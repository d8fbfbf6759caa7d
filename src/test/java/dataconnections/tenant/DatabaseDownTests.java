package dataconnections.tenant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys that cannot be checked are not called invalid. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.bootstrap.api-key=down-tests-api-key-of-at-least-32-characters",
				"data-connections.bootstrap.brand-key=down-tests-brand-key" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(DatabaseDownTests.Configuration.class)
class DatabaseDownTests {

	@LocalServerPort
	int port;

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

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		@Primary
		KeyLookup unreachable() {
			return new KeyLookup(JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none")),
					Clock.systemUTC(), Ticker.systemTicker());
		}

	}

}
