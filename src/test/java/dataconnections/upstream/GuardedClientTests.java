package dataconnections.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import dataconnections.address.FakeNames;
import dataconnections.address.GuardedResolver;
import dataconnections.address.InvalidTargetException;
import dataconnections.address.RefusedAddressException;
import dataconnections.address.TargetUrl;
import dataconnections.address.TestResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GuardedClientTests {

	private static final String HOST = "api.example.com";

	private final FakeNames names = new FakeNames();

	private final LoopbackSockets sockets = new LoopbackSockets();

	private ServerSocketChannel listener;

	private int port;

	@BeforeEach
	void listen() throws IOException {
		this.listener = ServerSocketChannel.open();
		this.listener.bind(new InetSocketAddress(0)).configureBlocking(false);
		this.port = ((InetSocketAddress) this.listener.getLocalAddress()).getPort();
	}

	@AfterEach
	void close() throws IOException {
		this.listener.close();
	}

	@ParameterizedTest
	@MethodSource("dataconnections.address.HostileHosts#all")
	void refusedSpellingSendsNoPacket(String host) throws IOException {
		this.names.thenAnswer("127.0.0.1");
		try (CloseableHttpClient client = client(List.of(), this.names)) {
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> get(client, TargetUrl.of("http://" + host + ":" + this.port + "/")))
				.isInstanceOfAny(InvalidTargetException.class, RefusedAddressException.class);
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> get(client, URI.create("http://" + host + ":" + this.port + "/")));
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> client
				.execute(new HttpHost("http", host, this.port), new HttpGet("/"), (response) -> response.getCode()));
		}
		assertThat(this.sockets.connects()).isZero();
		assertThat(this.listener.accept()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "LOCALHOST.", HOST })
	void openedTargetIsReached(String host) throws IOException {
		this.names.thenAnswer("127.0.0.1");
		HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		try (CloseableHttpClient client = client(List.of("127.0.0.0/8", "::1"), this.names)) {
			URI url = TargetUrl.of("http://" + host + ":" + server.getAddress().getPort() + "//evil.example/?a=[b]");
			assertThat(get(client, url)).isEqualTo(204);
			assertThat(this.sockets.connects()).isEqualTo(1);
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void internationalNameIsLookedUpInItsAsciiForm() throws IOException {
		try (CloseableHttpClient client = client(List.of(), this.names)) {
			assertThatExceptionOfType(UnknownHostException.class)
				.isThrownBy(() -> get(client, TargetUrl.of("http://xn--bcher-kva.example/")));
		}
		assertThat(this.names.asked()).containsExactly("xn--bcher-kva.example");
	}

	@Test
	void nameIsLookedUpOncePerConnectionAndJudgedEachTime() throws IOException {
		this.names.thenAnswer("127.0.0.1").thenAnswer("127.0.0.2");
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Connection", "close");
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		try (CloseableHttpClient client = client(List.of("127.0.0.1"), this.names)) {
			URI url = TargetUrl.of("http://" + HOST + ":" + server.getAddress().getPort() + "/");
			assertThat(get(client, url)).isEqualTo(204);
			assertThat(this.names.asked()).containsExactly(HOST);
			assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> get(client, url));
			assertThat(this.names.asked()).containsExactly(HOST, HOST);
			assertThat(this.sockets.connects()).isEqualTo(1);
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void refusedAddressBesideAnOpenedOneSendsNoPacket() throws IOException {
		this.names.thenAnswer("127.0.0.1", "127.0.0.2");
		try (CloseableHttpClient client = client(List.of("127.0.0.1"), this.names)) {
			assertThatExceptionOfType(RefusedAddressException.class)
				.isThrownBy(() -> get(client, TargetUrl.of("http://" + HOST + ":" + this.port + "/")));
		}
		assertThat(this.sockets.connects()).isZero();
		assertThat(this.listener.accept()).isNull();
	}

	@Test
	void unknownNameIsNotTriedAgain() throws IOException {
		try (CloseableHttpClient client = client(List.of(), this.names)) {
			assertThatExceptionOfType(UnknownHostException.class)
				.isThrownBy(() -> get(client, TargetUrl.of("https://" + HOST + "/")));
		}
		assertThat(this.names.asked()).containsExactly(HOST);
	}

	@Test
	void callerIsReleasedFromASlowNameServiceByAnInterrupt() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		TestResolver.Names slow = (host) -> {
			asked.countDown();
			try {
				released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return new InetAddress[] { InetAddress.getLoopbackAddress() };
		};
		try (CloseableHttpClient client = client(List.of("127.0.0.0/8"), TestResolver.system(slow))) {
			CompletableFuture<Throwable> outcome = new CompletableFuture<>();
			Thread caller = Thread.startVirtualThread(() -> {
				try {
					get(client, TargetUrl.of("http://" + HOST + ":" + this.port + "/"));
				}
				catch (IOException ex) {
					outcome.complete(ex);
				}
			});
			asked.await();
			caller.interrupt();
			assertThat(outcome.join()).isInstanceOf(IOException.class);
			released.countDown();
		}
		assertThat(this.listener.accept()).isNull();
	}

	private static int get(CloseableHttpClient client, URI url) throws IOException {
		return client.execute(new HttpGet(url), (response) -> response.getCode());
	}

	private CloseableHttpClient client(List<String> networks, TestResolver.Names names) {
		GuardedResolver resolver = TestResolver.of(networks, names);
		DefaultHttpClientConnectionOperator operator = new DefaultHttpClientConnectionOperator(this.sockets,
				DefaultSchemePortResolver.INSTANCE, resolver,
				RegistryBuilder.<TlsSocketStrategy>create()
					.register("https", DefaultClientTlsStrategy.createDefault())
					.build());
		return HttpClients.custom()
			.setConnectionManager(new PoolingHttpClientConnectionManager(operator, PoolConcurrencyPolicy.STRICT,
					PoolReusePolicy.LIFO, TimeValue.NEG_ONE_MILLISECOND, null))
			.build();
	}

}
