package dataconnections.row;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The connections that uploads write with: their own, so that a slow upload never keeps a
 * look-up waiting.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RowSettings.class)
@EnableScheduling
class UploadPool {

	static final String NAME = "uploads";

	@Bean(defaultCandidate = false)
	@Qualifier(NAME)
	HikariDataSource uploadDataSource(JdbcConnectionDetails details, RowSettings settings) {
		HikariDataSource pool = DataSourceBuilder.create()
			.type(HikariDataSource.class)
			.url(details.getJdbcUrl())
			.username(details.getUsername())
			.password(details.getPassword())
			.build();
		pool.setPoolName(NAME);
		// To publish takes as long as there are rows; that the database is gone is
		// noticed all the same.
		pool.addDataSourceProperty("tcpKeepAlive", "true");
		pool.setMaximumPoolSize(settings.uploadConnections());
		pool.setMinimumIdle(0);
		pool.setConnectionTimeout(settings.uploadWait().toMillis());
		return pool;
	}

}
