package dataconnections.local;

import java.nio.file.Path;

import dataconnections.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The embedded database, its fixed keys, and what to try first.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(LocalMode.PROPERTY)
class LocalConfiguration {

	static final String API_KEY = "local-api-key";

	static final String BRAND_KEY = "local-brand-key";

	private static final Logger logger = LoggerFactory.getLogger(LocalConfiguration.class);

	@Bean(destroyMethod = "close")
	LocalDatabase localDatabase(@Value("${data-connections.local-directory:.local}") Path directory) {
		return LocalDatabase.start(directory.toAbsolutePath());
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

	@Bean
	ApplicationListener<WebServerInitializedEvent> banner(Tenants tenants) {
		return (event) -> {
			tenants.ensure(API_KEY, BRAND_KEY);
			logger.info(Banner.text(event.getWebServer().getPort()));
		};
	}

}
