package dataconnections.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL on the loopback address that keeps its data in a folder, as durably
 * as any. One service at a time may have it.
 */
final class LocalDatabase implements AutoCloseable {

	private final DirectoryLock lock;

	private final EmbeddedPostgres server;

	private LocalDatabase(DirectoryLock lock, EmbeddedPostgres server) {
		this.lock = lock;
		this.server = server;
	}

	static LocalDatabase start(Path directory) {
		try {
			return start(DirectoryLock.take(directory), directory.resolve("postgres"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static LocalDatabase start(DirectoryLock lock, Path data) throws IOException {
		try {
			LeftOverServer.stop(data);
			return new LocalDatabase(lock, run(data));
		}
		catch (IOException | RuntimeException ex) {
			lock.close();
			throw ex;
		}
	}

	/**
	 * Without a shutdown hook: the context closes the server, after all that uses it.
	 */
	private static EmbeddedPostgres run(Path data) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(data)
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false)
			.setServerConfig("listen_addresses", "localhost")
			.setServerConfig("fsync", "on")
			.setServerConfig("full_page_writes", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("max_connections", "100")
			.start();
	}

	String url() {
		return this.server.getJdbcUrl("postgres", "postgres");
	}

	@Override
	public void close() throws IOException {
		try {
			this.server.close();
		}
		finally {
			this.lock.close();
		}
	}

}
