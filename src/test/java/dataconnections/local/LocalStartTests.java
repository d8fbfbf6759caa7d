package dataconnections.local;

import java.nio.file.Path;

import dataconnections.DataConnectionsApplication;
import dataconnections.secret.EncryptionKey;
import dataconnections.secret.KeyRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The whole service in local mode brings its own encryption key. */
class LocalStartTests {

	@TempDir
	Path directory;

	@Test
	void keyIsMadeBesideTheDataAndBelongsToIt() {
		start("").close();
		EncryptionKey made = LocalKey.in(this.directory);
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(EncryptionKey.random().reveal()).close())
			.havingRootCause()
			.isInstanceOf(KeyRefusedException.class);
		assertThat(this.directory.resolve("encryption-key")).hasContent(made.reveal());
		start(made.reveal()).close();
	}

	private ConfigurableApplicationContext start(String key) {
		return new SpringApplicationBuilder(DataConnectionsApplication.class).run("--server.port=0",
				"--data-connections.local-directory=" + this.directory, "--data-connections.encryption.key=" + key);
	}

}
