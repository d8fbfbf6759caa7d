package dataconnections.monitor;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whether the database answers: asked once, of the connections for look-ups. The pools
 * beside it lead to the same database, or to one that can be done without.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseHealth {

	@Bean
	DataSourceHealthIndicator dbHealthIndicator(DataSource dataSource) {
		return new DataSourceHealthIndicator(dataSource);
	}

}
