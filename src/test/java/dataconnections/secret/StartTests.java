package dataconnections.secret;

import dataconnections.DataConnectionsApplication;
import dataconnections.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The whole service starts with the right key, and only with it. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

	private final DriverManagerDataSource database = TestDatabase.empty();

	private final JdbcClient jdbc = JdbcClient.create(this.database);

	@Test
	void withoutKeyItSaysHowToMakeOneAndMigratesNothing(CapturedOutput output) {
		assertRefused("");
		assertThat(output).contains("No encryption key is configured.", "DATA_CONNECTIONS_ENCRYPTION_KEY",
				"openssl rand -base64 32");
		assertThat(this.jdbc.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void withAnotherKeyItSaysWhichAndChangesNothing(CapturedOutput output) {
		EncryptionKey key = EncryptionKey.random();
		start(key.reveal()).close();
		byte[] value = value();
		// Would stop the migration, so the key is refused before it.
		this.jdbc.sql("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'").update();
		EncryptionKey other = EncryptionKey.random();
		assertRefused(other.reveal());
		assertThat(value()).isEqualTo(value);
		assertThat(output)
			.contains("were encrypted with the key " + EncryptionKey.text(key.id()),
					"given the key " + EncryptionKey.text(other.id()))
			.doesNotContain(key.reveal(), other.reveal(), "at dataconnections.");
	}

	private void assertRefused(String key) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(key).close())
			.havingRootCause()
			.isInstanceOf(KeyRefusedException.class);
	}

	private ConfigurableApplicationContext start(String key) {
		return new SpringApplicationBuilder(DataConnectionsApplication.class).run("--server.port=0",
				"--spring.datasource.url=" + this.database.getUrl(),
				"--spring.datasource.username=" + this.database.getUsername(),
				"--spring.datasource.password=" + this.database.getPassword(),
				"--data-connections.encryption.key=" + key);
	}

	private byte[] value() {
		return this.jdbc.sql("SELECT sealed FROM encryption_check").query(byte[].class).single();
	}

}
