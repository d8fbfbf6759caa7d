package dataconnections.announcement;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Stands before a database and passes everything on; where it is told to, it names
 * another process than the server's own, as poolers do, which have more clients than
 * processes of the server.
 */
final class Pooler implements AutoCloseable {

	/** The message in which the server names its process. */
	private static final byte BACKEND_KEY_DATA = 'K';

	private final ServerSocket listener;

	private final URI database;

	private final boolean pools;

	private final List<Long> accepted = new CopyOnWriteArrayList<>();

	private Pooler(ServerSocket listener, URI database, boolean pools) {
		this.listener = listener;
		this.database = database;
		this.pools = pools;
	}

	static Pooler to(DriverManagerDataSource database, boolean pools) {
		try {
			ServerSocket listener = new ServerSocket();
			listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
			String url = Objects.requireNonNull(database.getUrl()).substring("jdbc:".length());
			Pooler pooler = new Pooler(listener, URI.create(url), pools);
			Thread.ofVirtual().start(pooler::accept);
			return pooler;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Without encryption, under which nothing could be read. */
	String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.listener.getLocalPort() + this.database.getPath()
				+ "?sslmode=disable&gssEncMode=disable";
	}

	int connections() {
		return this.accepted.size();
	}

	/** From one connection to the next. */
	List<Duration> waits() {
		return IntStream.range(1, this.accepted.size())
			.mapToObj((i) -> Duration.ofNanos(this.accepted.get(i) - this.accepted.get(i - 1)))
			.toList();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = this.listener.accept();
				this.accepted.add(System.nanoTime());
				Socket server = new Socket(this.database.getHost(), this.database.getPort());
				Thread.ofVirtual().start(() -> passOn(client, server));
				Thread.ofVirtual().start(() -> answer(server, client));
			}
			catch (IOException ex) {
				close();
			}
		}
	}

	private static void passOn(Socket from, Socket to) {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// Either side has ended it.
		}
	}

	/** Message by message: a letter, the length with itself, the content. */
	private void answer(Socket server, Socket client) {
		try (server; client) {
			DataInputStream in = new DataInputStream(server.getInputStream());
			DataOutputStream out = new DataOutputStream(client.getOutputStream());
			while (true) {
				byte letter = in.readByte();
				byte[] content = new byte[in.readInt() - Integer.BYTES];
				in.readFully(content);
				if (this.pools && letter == BACKEND_KEY_DATA) {
					content[3] ^= 1;
				}
				out.writeByte(letter);
				out.writeInt(content.length + Integer.BYTES);
				out.write(content);
			}
		}
		catch (IOException ex) {
			// Either side has ended it.
		}
	}

}
