package dataconnections.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LocalDatabaseTests {

	@TempDir
	Path directory;

	@Test
	void dataOutlivesARestart() throws IOException {
		try (LocalDatabase database = LocalDatabase.start(this.directory)) {
			client(database).sql("CREATE TABLE kept AS SELECT 42 AS value").update();
			assertThat(List.of("fsync", "full_page_writes", "synchronous_commit"))
				.allSatisfy((setting) -> assertThat(setting(database, setting)).isEqualTo("on"));
			assertThat(setting(database, "listen_addresses")).isEqualTo("localhost");
		}
		try (LocalDatabase database = LocalDatabase.start(this.directory)) {
			assertThat(client(database).sql("SELECT value FROM kept").query(Integer.class).single()).isEqualTo(42);
		}
	}

	@Test
	void serverOfAKilledServiceIsStoppedAndItsDataKept() throws Exception {
		Path data = this.directory.resolve("postgres");
		new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), KilledService.class.getName(), this.directory.toString())
			.inheritIO()
			.start()
			.waitFor();
		ProcessHandle server = ProcessHandle.of(pid(data)).orElseThrow();
		assertThat(server.isAlive()).isTrue();
		try (LocalDatabase database = LocalDatabase.start(this.directory)) {
			assertThat(pid(data)).isNotEqualTo(server.pid());
			assertThat(client(database).sql("SELECT value FROM kept").query(Integer.class).single()).isEqualTo(42);
		}
	}

	@Test
	void processThatOnlyHasTheNumberIsLeftAlone() throws IOException {
		Path data = Files.createDirectory(this.directory.resolve("postgres"));
		Process bystander = new ProcessBuilder("sleep", "60").start();
		try {
			Path pidFile = Files.write(data.resolve("postmaster.pid"),
					List.of(String.valueOf(bystander.pid()), data.toString()));
			LeftOverServer.stop(data);
			assertThat(bystander.isAlive()).isTrue();
			assertThat(pidFile).doesNotExist();
		}
		finally {
			bystander.destroyForcibly();
		}
	}

	@Test
	void serverOfAnotherFolderIsLeftAlone() throws IOException {
		Path data = Files.createDirectory(this.directory.resolve("postgres"));
		Path other = this.directory.resolve("other");
		try (LocalDatabase database = LocalDatabase.start(other)) {
			Files.write(data.resolve("postmaster.pid"),
					List.of(String.valueOf(pid(other.resolve("postgres"))), data.toString()));
			LeftOverServer.stop(data);
			assertThat(client(database).sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
		}
	}

	@Test
	void secondServiceIsToldSo() throws IOException {
		try (DirectoryLock lock = DirectoryLock.take(this.directory)) {
			assertThat(lock).isNotNull();
			assertThatExceptionOfType(LocalModeException.class).isThrownBy(() -> LocalDatabase.start(this.directory))
				.withMessageContaining(this.directory.toString());
		}
	}

	/** Stores something and ends as {@code kill -9} would end it. */
	static final class KilledService {

		private KilledService() {
		}

		public static void main(String[] args) {
			client(LocalDatabase.start(Path.of(args[0]))).sql("CREATE TABLE kept AS SELECT 42 AS value").update();
			Runtime.getRuntime().halt(137);
		}

	}

	private static long pid(Path data) throws IOException {
		return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
	}

	private static String setting(LocalDatabase database, String name) {
		return client(database).sql("SELECT current_setting(?)").param(name).query(String.class).single();
	}

	private static JdbcClient client(LocalDatabase database) {
		return JdbcClient.create(new DriverManagerDataSource(database.url(), "postgres", "postgres"));
	}

}
