package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

import static org.awaitility.Awaitility.await;

/** A real Redis or Valkey as a process of its own, which keeps nothing. */
public final class RedisServer implements AutoCloseable {

	private static final String MISSING = """
			NOT TESTED: the shared memory of answers. Neither redis-server nor valkey-server is installed here, and the \
			one that the tests bring along does not start: install one (Debian: apt-get install redis-server).""";

	private static final Optional<Path> PROGRAM = installed().or(RedisServer::broughtAlong).filter(RedisServer::starts);

	private final int port;

	private Process process;

	private RedisServer(int port, Process process) {
		this.port = port;
		this.process = process;
	}

	/** Starts one; says so, loudly, where none can be started. */
	public static Optional<RedisServer> startIfPossible() {
		if (PROGRAM.isEmpty()) {
			System.err.println(MISSING);
			return Optional.empty();
		}
		int port = freePort();
		return Optional.of(new RedisServer(port, start(port)));
	}

	/** Starts one; where none can be started the test is left out, loudly. */
	public static RedisServer start() {
		return startIfPossible().orElseGet(() -> Assumptions.abort(MISSING));
	}

	public int port() {
		return this.port;
	}

	/** Is there, but says nothing more. */
	public void freeze() {
		signal("STOP");
	}

	public void thaw() {
		signal("CONT");
	}

	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	public void startAgain() {
		this.process = start(this.port);
	}

	@Override
	public void close() {
		kill();
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).inheritIO()
				.start()
				.onExit()
				.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Process start(int port) {
		try {
			Process process = new ProcessBuilder(PROGRAM.orElseThrow().toString(), "--port", String.valueOf(port),
					"--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			await().ignoreExceptions().until(() -> {
				new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close();
				return true;
			});
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Optional<Path> installed() {
		return Stream.of("redis-server", "valkey-server")
			.flatMap((name) -> Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
				.map((at) -> Path.of(at, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static Optional<Path> broughtAlong() {
		try {
			return Optional.of(ExecutableProvider.newJarResourceProvider().get().toPath());
		}
		catch (IOException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	private static boolean starts(Path program) {
		try {
			return new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.onExit()
				.join()
				.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
