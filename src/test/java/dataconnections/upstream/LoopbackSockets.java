package dataconnections.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that are counted when they connect, and that stay on this machine even if the
 * guard under test does not hold.
 */
class LoopbackSockets implements DetachedSocketFactory {

	private final AtomicInteger connects = new AtomicInteger();

	@Override
	public Socket create(@Nullable Proxy proxy) {
		return new Socket() {

			@Override
			public void connect(SocketAddress endpoint, int timeout) throws IOException {
				LoopbackSockets.this.connects.incrementAndGet();
				if (!(endpoint instanceof InetSocketAddress address) || address.isUnresolved()
						|| !address.getAddress().isLoopbackAddress()) {
					throw new ConnectException("not on this machine");
				}
				super.connect(endpoint, timeout);
			}

		};
	}

	int connects() {
		return this.connects.get();
	}

}
