package dataconnections.row;

import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;

class UploadPoolTests {

	private static final RowSettings SETTINGS = new RowSettings(3, null, Duration.ofSeconds(7), null, null, 1,
			Duration.ofSeconds(1), Duration.ofSeconds(15), 5000, Duration.ofHours(24));

	@Test
	void connectionsAreMadeLikeThoseOfLookUpsButWaitForPublication() {
		try (HikariDataSource lookups = new HikariDataSource()) {
			lookups.addDataSourceProperty("sslmode", "verify-full");
			lookups.addDataSourceProperty("socketTimeout", "20");
			try (HikariDataSource uploads = new UploadPool().uploadDataSource(new Details(), lookups, SETTINGS)) {
				assertThat(uploads.getDataSourceProperties()).containsEntry("sslmode", "verify-full")
					.containsEntry("tcpKeepAlive", "true")
					.doesNotContainKey("socketTimeout");
				assertThat(uploads.getJdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/data");
				assertThat(uploads.getMaximumPoolSize()).isEqualTo(3);
				assertThat(uploads.getConnectionTimeout()).isEqualTo(7_000);
			}
		}
	}

	private static final class Details implements JdbcConnectionDetails {

		@Override
		public String getUsername() {
			return "user";
		}

		@Override
		public String getPassword() {
			return "password";
		}

		@Override
		public String getJdbcUrl() {
			return "jdbc:postgresql://db:5432/data";
		}

	}

}
