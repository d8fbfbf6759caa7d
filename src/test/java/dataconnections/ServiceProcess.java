package dataconnections;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.env.Environment;

import static java.util.stream.Collectors.joining;

/** The service as a process of its own, to be killed. */
final class ServiceProcess implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final int port;

	private final Queue<String> log;

	private ServiceProcess(Process process, int port, Queue<String> log) {
		this.process = process;
		this.port = port;
		this.log = log;
	}

	static ServiceProcess start(String... settings) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", classPath(), DataConnectionsApplication.class.getName(), "--server.port=0"));
		Arrays.stream(settings).map((setting) -> "--" + setting).forEach(command::add);
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			CompletableFuture<Integer> port = new CompletableFuture<>();
			Queue<String> log = new ConcurrentLinkedQueue<>();
			Thread.startVirtualThread(() -> read(process, port, log));
			return new ServiceProcess(process, port.get(120, TimeUnit.SECONDS), log);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The service does not start", ex);
		}
	}

	/** On the database of the tests, where its sessions have a name. */
	static ServiceProcess onDatabaseOf(Environment environment, String applicationName) {
		String url = TestDatabase.url();
		return start(
				"spring.datasource.url=" + url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + applicationName,
				"spring.datasource.username=" + environment.getProperty("spring.datasource.username"),
				"spring.datasource.password=" + environment.getProperty("spring.datasource.password"),
				"data-connections.bootstrap.api-key=" + Client.API_KEY,
				"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY,
				"data-connections.encryption.key=" + environment.getProperty("data-connections.encryption.key"),
				"data-connections.row.sweep-interval=1h");
	}

	int port() {
		return this.port;
	}

	/** What it has written so far. */
	String log() {
		return String.join("\n", this.log);
	}

	/** As whoever runs services does: what is under way may be finished. */
	void terminate() {
		this.process.destroy();
	}

	int exitCode() {
		return this.process.onExit().join().exitValue();
	}

	/** As {@code kill -9} does: nothing is finished, nothing is closed. */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
	}

	private static void read(Process process, CompletableFuture<Integer> port, Queue<String> log) {
		int found = 0;
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				log.add(line);
				Matcher matcher = PORT.matcher(line);
				if (matcher.find()) {
					found = Integer.parseInt(matcher.group(1));
				}
				if (line.contains("Started DataConnectionsApplication")) {
					port.complete(found);
				}
			}
		}
		catch (IOException ex) {
			log.add(ex.toString());
		}
		port.completeExceptionally(new IllegalStateException(String.join("\n", log)));
	}

	/** Without the tests, whose components are none of the service. */
	private static String classPath() {
		try {
			Path tests = Path.of(ServiceProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
				.filter((entry) -> !Path.of(entry).toAbsolutePath().equals(tests))
				.collect(joining(File.pathSeparator));
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
