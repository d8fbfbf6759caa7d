package dataconnections.local;

import java.util.Map;
import java.util.regex.Pattern;

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

	private static final String ADDRESS = "server.address";

	private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost|(0:){7}1|::1");

	private static final String NAME = "local mode";

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
		if (environment.getPropertySources().contains(NAME)) {
			return;
		}
		requireNotSet(environment);
		if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
			return;
		}
		if (!this.embedded) {
			throw new LocalModeException("No database is configured.",
					"Set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, "
							+ "for instance SPRING_DATASOURCE_URL=jdbc:postgresql://localhost:5432/postgres.");
		}
		environment.getPropertySources()
			.addLast(new MapPropertySource(NAME,
					Map.of(ADDRESS, "127.0.0.1", "data-connections.source.allowed-networks", "127.0.0.0/8,::1")));
		environment.getPropertySources().addFirst(new MapPropertySource(NAME + " is on", Map.of(PROPERTY, "true")));
		requireLoopback(String.valueOf(environment.getProperty(ADDRESS)));
	}

	/** The mode has keys that everybody knows: only the missing database turns it on. */
	private static void requireNotSet(ConfigurableEnvironment environment) {
		if (environment.containsProperty(PROPERTY)) {
			throw new LocalModeException(PROPERTY + " is set, but cannot be.",
					"Remove it: the service is in local mode when no SPRING_DATASOURCE_URL is set.");
		}
	}

	private static void requireLoopback(String address) {
		if (!LOOPBACK.matcher(address).matches()) {
			throw new LocalModeException(
					ADDRESS + " is " + address + ", but in local mode, whose keys everybody knows, "
							+ "the service listens on 127.0.0.1 only.",
					"Remove it, or set SPRING_DATASOURCE_URL to a database of your own.");
		}
	}

}
