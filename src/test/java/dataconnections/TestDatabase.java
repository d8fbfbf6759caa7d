package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * The one real Postgres of the test run: the embedded server, or a container with
 * {@code -Dpostgres=container}.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test database", Server.PROPERTIES));
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	public static String url() {
		return String.valueOf(Server.PROPERTIES.get("spring.datasource.url"));
	}

	private static final class Server {

		static final Map<String, Object> PROPERTIES = start();

		private static Map<String, Object> start() {
			if ("container".equals(System.getProperty("postgres"))) {
				return container();
			}
			try {
				EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
				return properties(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@SuppressWarnings("resource")
		private static Map<String, Object> container() {
			PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
			container.start();
			return properties(container.getJdbcUrl(), container.getUsername(), container.getPassword());
		}

		private static Map<String, Object> properties(String url, String username, String password) {
			return Map.of("spring.datasource.url", url, "spring.datasource.username", username,
					"spring.datasource.password", password);
		}

	}

}
