package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The one real Postgres of the test run: the embedded server, or a container with
 * {@code -Dpostgres=container}.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	private static final String ENCRYPTION_KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzIG8=";

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

	/** A database of its own on the same server, without a table. */
	public static DriverManagerDataSource empty() {
		String name = "test_" + UUID.randomUUID().toString().replace("-", "");
		JdbcClient.create(dataSource(url())).sql("CREATE DATABASE " + name).update();
		return dataSource(url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name));
	}

	private static DriverManagerDataSource dataSource(String url) {
		return new DriverManagerDataSource(url, String.valueOf(Server.PROPERTIES.get("spring.datasource.username")),
				String.valueOf(Server.PROPERTIES.get("spring.datasource.password")));
	}

	private static final class Server {

		/** For the tests that ask which statements were executed. */
		private static final String STATEMENTS = "pg_stat_statements";

		static final Map<String, Object> PROPERTIES = start();

		private static Map<String, Object> start() {
			if ("container".equals(System.getProperty("postgres"))) {
				return container();
			}
			try {
				EmbeddedPostgres server = EmbeddedPostgres.builder()
					.setServerConfig("max_connections", "200")
					.setServerConfig("shared_preload_libraries", STATEMENTS)
					.start();
				return properties(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@SuppressWarnings("resource")
		private static Map<String, Object> container() {
			PostgreSQLContainer container = new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c",
					"fsync=off", "-c", "shared_preload_libraries=" + STATEMENTS);
			container.start();
			return properties(container.getJdbcUrl(), container.getUsername(), container.getPassword());
		}

		private static Map<String, Object> properties(String url, String username, String password) {
			return Map.of("spring.datasource.url", url, "spring.datasource.username", username,
					"spring.datasource.password", password, "data-connections.encryption.key", ENCRYPTION_KEY);
		}

	}

}
