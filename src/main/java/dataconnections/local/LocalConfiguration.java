package dataconnections.local;

import java.nio.file.Path;

import dataconnections.secret.EncryptionKey;
import dataconnections.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The embedded database, its fixed keys, and what to try first.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(LocalMode.PROPERTY)
class LocalConfiguration {

	private static final String DIRECTORY = "${data-connections.local-directory:.local}";

	private static final Logger logger = LoggerFactory.getLogger(LocalConfiguration.class);

	@Bean(destroyMethod = "close")
	LocalDatabase localDatabase(@Value(DIRECTORY) Path directory) {
		return LocalDatabase.start(directory.toAbsolutePath());
	}

	/** Lazy, since a configured key takes precedence. Only who holds the folder may. */
	@Bean
	@Lazy
	@DependsOn("localDatabase")
	EncryptionKey localEncryptionKey(@Value(DIRECTORY) Path directory) {
		return LocalKey.in(directory.toAbsolutePath());
	}

	@Bean
	JdbcConnectionDetails localConnectionDetails(LocalDatabase database) {
		return new JdbcConnectionDetails() {

			@Override
			public String getUsername() {
				return "postgres";
			}

			@Override
			public String getPassword() {
				return "postgres";
			}

			@Override
			public String getJdbcUrl() {
				return database.url();
			}

		};
	}

	/** Before the first key is made, which is then not needed. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ApplicationRunner localKeys(Tenants tenants) {
		return (args) -> tenants.ensure(Banner.API_KEY, Banner.BRAND_KEY);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> banner(Environment environment) {
		return (event) -> logger.info(Banner.text(environment.getProperty("local.server.port", Integer.class, 0)));
	}

}
