package dataconnections.local;

import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Decides, before anything starts, where the database is: the configured one, else the
 * embedded one, which the packaged jar does not have. With the embedded one, APIs on this
 * machine may be called.
 */
class LocalMode implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	static final String PROPERTY = "data-connections.local";

	private static final String EMBEDDED = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

	private final boolean embedded;

	LocalMode() {
		this(ClassUtils.isPresent(EMBEDDED, LocalMode.class.getClassLoader()));
	}

	LocalMode(boolean embedded) {
		this.embedded = embedded;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
			return;
		}
		if (!this.embedded) {
			throw new LocalModeException("No database is configured.",
					"Set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, "
							+ "for instance SPRING_DATASOURCE_URL=jdbc:postgresql://localhost:5432/postgres.");
		}
		environment.getPropertySources()
			.addLast(new MapPropertySource("local mode", Map.of("server.address", "127.0.0.1", PROPERTY, "true",
					"data-connections.source.allowed-networks", "127.0.0.0/8,::1")));
	}

}
