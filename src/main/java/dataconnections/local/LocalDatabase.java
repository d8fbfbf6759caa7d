package dataconnections.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL that keeps its data in a folder. One service at a time may have it; a
 * server left over by a service that was killed is stopped first.
 */
class LocalDatabase implements AutoCloseable {

	private static final int STOP_SECONDS = 20;

	private final FileChannel lockFile;

	private final EmbeddedPostgres server;

	private LocalDatabase(FileChannel lockFile, EmbeddedPostgres server) {
		this.lockFile = lockFile;
		this.server = server;
	}

	static LocalDatabase start(Path directory) {
		try {
			Files.createDirectories(directory);
			FileChannel lockFile = lock(directory.resolve("lock"));
			Path data = directory.resolve("postgres");
			stopLeftOver(data.resolve("postmaster.pid"));
			return new LocalDatabase(lockFile,
					EmbeddedPostgres.builder()
						.setDataDirectory(data)
						.setCleanDataDirectory(false)
						.setServerConfig("fsync", "on")
						.setServerConfig("full_page_writes", "on")
						.setServerConfig("synchronous_commit", "on")
						.setServerConfig("max_connections", "100")
						.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
			this.lockFile.close();
		}
	}

	@SuppressWarnings("try")
	private static FileChannel lock(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		FileLock lock = channel.tryLock();
		if (lock == null) {
			channel.close();
			throw new LocalModeException("Another local service uses the database in " + file.getParent() + ".",
					"Stop it, or set data-connections.local-directory to another folder.");
		}
		return channel;
	}

	private static void stopLeftOver(Path pidFile) throws IOException {
		if (!Files.exists(pidFile)) {
			return;
		}
		long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().trim());
		ProcessHandle.of(pid)
			.filter((process) -> process.info().command().filter((command) -> command.endsWith("postgres")).isPresent())
			.ifPresent(LocalDatabase::stop);
		Files.deleteIfExists(pidFile);
	}

	private static void stop(ProcessHandle process) {
		process.destroy();
		try {
			process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			process.destroyForcibly();
			process.onExit().join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
