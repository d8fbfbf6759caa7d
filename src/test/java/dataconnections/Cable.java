package dataconnections;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The way to the test's database, which can be cut and mended. */
public class Cable implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Set<Socket> SOCKETS = ConcurrentHashMap.newKeySet();

	private static final ServerSocket LISTENER = listen();

	private static volatile boolean cut;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		String url = TestDatabase.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + LISTENER.getLocalPort() + "/");
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("cable", Map.of("spring.datasource.url", url)));
	}

	public static void cut() {
		cut = true;
		SOCKETS.forEach(Cable::close);
	}

	public static void mend() {
		cut = false;
	}

	private static ServerSocket listen() {
		try {
			ServerSocket listener = new ServerSocket();
			listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
			Thread.ofVirtual().name("cable").start(() -> accept(listener));
			return listener;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void accept(ServerSocket listener) {
		URI database = URI.create(TestDatabase.url().substring("jdbc:".length()));
		while (true) {
			try {
				Socket client = listener.accept();
				if (cut) {
					client.close();
					continue;
				}
				Socket server = new Socket(database.getHost(), database.getPort());
				SOCKETS.add(client);
				SOCKETS.add(server);
				Thread.ofVirtual().start(() -> copy(client, server));
				Thread.ofVirtual().start(() -> copy(server, client));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static void copy(Socket from, Socket to) {
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
		catch (IOException ex) {
			// Cut, or ended by either side: both ends go.
		}
		finally {
			close(from);
			close(to);
		}
	}

	private static void close(Socket socket) {
		SOCKETS.remove(socket);
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
