package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A Postgres that belongs to one test, which may kill it. */
final class OwnPostgres implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(OwnPostgres.class);

	private final Path directory;

	private final Map<String, String> settings;

	private final int port;

	private EmbeddedPostgres server;

	private OwnPostgres(Path directory, Map<String, String> settings, EmbeddedPostgres server) {
		this.directory = directory;
		this.settings = settings;
		this.server = server;
		this.port = server.getPort();
	}

	static OwnPostgres start(Map<String, String> settings) {
		try {
			Path directory = Files.createTempDirectory("own-postgres");
			return new OwnPostgres(directory, settings, builder(directory, settings).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	/** As a superuser, past everything that the service's way to it suffers. */
	JdbcClient jdbc() {
		return JdbcClient.create(new DriverManagerDataSource(
				url(this.port) + "?options=-c%20default_transaction_read_only=off", "postgres", "postgres"));
	}

	/** As what connects by itself sees it. */
	String setting(String name) {
		return JdbcClient.create(new DriverManagerDataSource(url(this.port), "postgres", "postgres"))
			.sql("SELECT current_setting(?)")
			.param(name)
			.query(String.class)
			.single();
	}

	static String url(int port) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
	}

	/** As a machine that loses its power does. */
	void kill() {
		try {
			long pid = Long.parseLong(Files.readAllLines(this.directory.resolve("data/postmaster.pid")).getFirst());
			ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
			postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
			postmaster.destroyForcibly();
			postmaster.onExit().join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void startAgain() {
		close();
		try {
			this.server = builder(this.directory, this.settings).setPort(this.port).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			logger.info("The server was not running any more", ex);
		}
	}

	private static EmbeddedPostgres.Builder builder(Path directory, Map<String, String> settings) {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(directory.resolve("data"))
			.setCleanDataDirectory(false);
		settings.forEach(builder::setServerConfig);
		return builder;
	}

}
