package dataconnections.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An upstream that says exactly what the test wants, byte by byte.
 */
public final class RawUpstream implements AutoCloseable {

	public static final String EMPTY_OBJECT = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ?(\\d+)\r\n");

	private final ServerSocket server;

	private final Script script;

	private final Thread acceptor;

	private final List<Conversation> conversations = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Semaphore closed = new Semaphore(0);

	public RawUpstream(Script script) throws IOException {
		this(script, new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1")));
	}

	RawUpstream(Script script, ServerSocket server) {
		this.server = server;
		this.script = script;
		this.acceptor = Thread.startVirtualThread(this::accept);
	}

	/** Answers requests in turn, the last answer ever after, and keeps connections. */
	public static RawUpstream answering(String... answers) throws IOException {
		AtomicInteger turn = new AtomicInteger();
		return new RawUpstream((conversation) -> {
			while (conversation.request() != null) {
				conversation.send(answers[Math.min(turn.getAndIncrement(), answers.length - 1)]);
			}
		});
	}

	public static String answer(String status, String body) {
		return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
	}

	public String url(String pathAndQuery) {
		return "http://127.0.0.1:" + this.server.getLocalPort() + pathAndQuery;
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/** The requests that came, with their bodies. */
	public List<String> requests() {
		return this.requests;
	}

	public int connections() {
		return this.conversations.size();
	}

	/** Waits until the client has closed a connection. */
	public void awaitClosed() throws InterruptedException {
		this.closed.acquire();
	}

	/** The port is closed when the thread that waits at it has left. */
	@Override
	public void close() throws IOException {
		this.server.close();
		try {
			this.acceptor.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		for (Conversation conversation : this.conversations) {
			conversation.hangUp();
		}
	}

	private void accept() {
		try {
			while (true) {
				Conversation conversation = new Conversation(this.server.accept());
				this.conversations.add(conversation);
				Thread.startVirtualThread(() -> run(conversation));
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	private void run(Conversation conversation) {
		try (conversation) {
			this.script.run(conversation);
		}
		catch (IOException ex) {
			this.closed.release();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What happens on one connection. */
	@FunctionalInterface
	public interface Script {

		void run(Conversation conversation) throws IOException, InterruptedException;

	}

	/** One connection of the client. */
	public final class Conversation implements AutoCloseable {

		private final Socket socket;

		private final InputStream in;

		private final OutputStream out;

		Conversation(Socket socket) throws IOException {
			this.socket = socket;
			this.in = socket.getInputStream();
			this.out = socket.getOutputStream();
			socket.setTcpNoDelay(true);
		}

		/** The next request; null once the client has closed. */
		public @Nullable String request() throws IOException {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
				int octet = this.in.read();
				if (octet < 0) {
					RawUpstream.this.closed.release();
					return null;
				}
				bytes.write(octet);
			}
			Matcher length = LENGTH.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
			if (length.find()) {
				bytes.write(this.in.readNBytes(Integer.parseInt(length.group(1))));
			}
			String request = bytes.toString(StandardCharsets.UTF_8);
			RawUpstream.this.requests.add(request);
			return request;
		}

		public void send(String text) throws IOException {
			send(text.getBytes(StandardCharsets.UTF_8));
		}

		public void send(byte[] bytes) throws IOException {
			this.out.write(bytes);
			this.out.flush();
		}

		/** Sends the same again and again until the client has closed. */
		public void sendForEver(String text) throws IOException {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			while (true) {
				send(bytes);
			}
		}

		/** Sends the same slowly, again and again, until the client has closed. */
		public void drip(String text) throws IOException {
			this.socket.setSoTimeout(5);
			boolean open = true;
			while (open) {
				send(text);
				open = isOpen();
			}
			RawUpstream.this.closed.release();
		}

		private boolean isOpen() throws IOException {
			try {
				return this.in.read() >= 0;
			}
			catch (SocketTimeoutException ex) {
				return true;
			}
		}

		/** Waits until the client closes, and answers nothing. */
		public void stayQuiet() throws IOException {
			while (this.in.read() >= 0) {
				// Whatever it says.
			}
			RawUpstream.this.closed.release();
		}

		public void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

		public void hangUp() throws IOException {
			this.socket.close();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
