package dataconnections.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dataconnections.secret.EncryptionKey;
import dataconnections.secret.KeyRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LocalKeyTests {

	@TempDir
	Path directory;

	@Test
	void keyIsMadeOnce() {
		EncryptionKey made = LocalKey.in(this.directory);
		assertThat(LocalKey.in(this.directory)).isEqualTo(made);
		assertThat(this.directory).isDirectoryNotContaining((file) -> !file.endsWith("encryption-key"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void onlyItsOwnerReadsIt() throws IOException {
		LocalKey.in(this.directory);
		assertThat(Files.getPosixFilePermissions(this.directory.resolve("encryption-key")))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@Test
	void brokenFileIsNamedAndLeftAlone() throws IOException {
		Path file = Files.writeString(this.directory.resolve("encryption-key"), "c2hvcnQ=");
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> LocalKey.in(this.directory))
			.withMessage("The file " + file + " holds 5 bytes instead of 32.");
		assertThat(file).hasContent("c2hvcnQ=");
	}

}
