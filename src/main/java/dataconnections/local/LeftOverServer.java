package dataconnections.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server of a service that was killed: it runs on and holds the data until it is
 * stopped. A process is taken for it only if it was started with this folder: the number
 * in {@code postmaster.pid} may since belong to anyone.
 */
final class LeftOverServer {

	private static final int STOP_SECONDS = 20;

	private LeftOverServer() {
	}

	static void stop(Path data) throws IOException {
		Path pidFile = data.resolve("postmaster.pid");
		if (!Files.exists(pidFile)) {
			return;
		}
		Optional<ProcessHandle> server = find(Files.readAllLines(pidFile));
		if (server.isPresent() && !stop(server.get())) {
			throw new LocalModeException(
					"The database server " + server.get().pid() + " still uses " + data + " and does not stop.",
					"Stop that process, then start again.");
		}
		Files.deleteIfExists(pidFile);
	}

	private static Optional<ProcessHandle> find(List<String> lines) {
		if (lines.size() < 2 || !lines.getFirst().strip().matches("\\d{1,18}")) {
			return Optional.empty();
		}
		return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
			.filter((process) -> isServerOf(process.info(), lines.get(1).strip()));
	}

	private static boolean isServerOf(ProcessHandle.Info process, String data) {
		boolean postgres = process.command().filter((command) -> command.contains("postgres")).isPresent();
		return postgres && process.commandLine().map((line) -> line.contains(data)).orElse(true);
	}

	private static boolean stop(ProcessHandle server) {
		List<ProcessHandle> workers = server.descendants().toList();
		server.destroy();
		if (!exits(server)) {
			server.destroyForcibly();
		}
		return exits(server) && workers.stream().allMatch(LeftOverServer::exits);
	}

	private static boolean exits(ProcessHandle process) {
		try {
			process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return isUnreaped(process);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** In a container without an init, what has ended stays in the list of processes. */
	private static boolean isUnreaped(ProcessHandle process) {
		return process.info().command().isEmpty();
	}

}
