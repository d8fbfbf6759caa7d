package dataconnections;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A line between two programs that a test makes slow, silent or broken, as networks are.
 */
final class Line implements AutoCloseable {

	private final ServerSocket server;

	private final InetSocketAddress target;

	private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

	private volatile State state = State.GOOD;

	private volatile Duration delay = Duration.ZERO;

	private Line(ServerSocket server, InetSocketAddress target) {
		this.server = server;
		this.target = target;
	}

	static Line to(int port) {
		try {
			InetAddress here = InetAddress.ofLiteral("127.0.0.1");
			Line line = new Line(new ServerSocket(0, 1_000, here), new InetSocketAddress(here, port));
			Thread.startVirtualThread(line::accept);
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** Everything comes so much later, on the way there. */
	void delay(Duration delay) {
		this.delay = delay;
	}

	/** Nothing comes through, and nobody is told. */
	void silence() {
		this.state = State.SILENT;
	}

	/** What is connected is cut, what wants to be is turned away. */
	void cut() {
		this.state = State.CUT;
		this.ends.forEach(Line::end);
	}

	/** As it should be, for those that connect from now on. */
	void repair() {
		State before = this.state;
		this.state = State.GOOD;
		this.delay = Duration.ZERO;
		if (before == State.SILENT) {
			this.ends.forEach(Line::end);
		}
	}

	@Override
	public void close() {
		end(this.server);
		cut();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket caller = this.server.accept();
				Thread.startVirtualThread(() -> serve(caller));
			}
			catch (IOException ex) {
				end(this.server);
			}
		}
	}

	private void serve(Socket caller) {
		this.ends.add(caller);
		try (caller; Socket called = new Socket()) {
			if (this.state == State.CUT) {
				return;
			}
			called.connect(this.target, 5_000);
			this.ends.add(called);
			Thread back = Thread.startVirtualThread(() -> pump(called, caller, false));
			pump(caller, called, true);
			end(caller);
			end(called);
			back.join();
			this.ends.remove(called);
		}
		catch (IOException ex) {
			end(caller);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.ends.remove(caller);
		}
	}

	private void pump(Socket from, Socket to, boolean slow) {
		byte[] buffer = new byte[8_192];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				if (slow) {
					LockSupport.parkNanos(this.delay.toNanos());
				}
				if (this.state == State.GOOD) {
					out.write(buffer, 0, n);
					out.flush();
				}
			}
		}
		catch (IOException ex) {
			end(to);
		}
		end(to);
	}

	private static void end(AutoCloseable end) {
		try {
			end.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private enum State {

		GOOD, SILENT, CUT

	}

}
