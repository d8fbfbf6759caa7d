package dataconnections.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

import dataconnections.address.FakeNames;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class TlsTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private static SSLContext context;

	@BeforeAll
	static void certificate(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("upstream.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", "changeit",
				"-keyalg", "EC", "-alias", "upstream", "-dname", "CN=api.example.com", "-ext",
				"SAN=dns:api.example.com")
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			keys.load(in, PASSWORD);
		}
		KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		own.init(keys, PASSWORD);
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(keys);
		context = SSLContext.getInstance("TLS");
		context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
	}

	@Test
	void certificateOfNoKnownAuthorityIsRefused() throws Exception {
		try (RawUpstream upstream = upstream("TLSv1.3"); Calls calls = new Calls()) {
			assertThat(calls.get("https://api.example.com:" + upstream.port() + "/"))
				.isEqualTo(Outcome.Failed.of(Failure.TLS));
			assertThat(upstream.requests()).isEmpty();
		}
	}

	@Test
	void trustedCertificateOfTheNameIsTaken() throws Exception {
		for (String version : List.of("TLSv1.2", "TLSv1.3")) {
			try (RawUpstream upstream = upstream(version); Calls calls = trusting()) {
				for (int i = 0; i < 2; i++) {
					assertThat(calls.get("https://api.example.com:" + upstream.port() + "/"))
						.isInstanceOf(Outcome.Answered.class);
				}
				assertThat(upstream.connections()).isEqualTo(1);
			}
		}
	}

	@Test
	void trustedCertificateOfAnotherNameIsRefused() throws Exception {
		for (String host : List.of("other.example.com", "127.0.0.1")) {
			try (RawUpstream upstream = upstream("TLSv1.3"); Calls calls = trusting()) {
				assertThat(calls.get("https://" + host + ":" + upstream.port() + "/"))
					.isEqualTo(Outcome.Failed.of(Failure.TLS));
				assertThat(upstream.requests()).isEmpty();
			}
		}
	}

	@Test
	void serverThatChoosesAnOldProtocolIsRefused() throws Exception {
		byte[] helloOfTls10 = HexFormat.of()
			.parseHex("160301002a" + "02000026" + "0301" + "00".repeat(32) + "00" + "c013" + "00");
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.send(helloOfTls10);
			conversation.stayQuiet();
		}); Calls calls = trusting()) {
			assertThat(calls.get("https://api.example.com:" + upstream.port() + "/"))
				.isEqualTo(Outcome.Failed.of(Failure.TLS));
		}
	}

	@Test
	void plainTextOnATlsPortIsRefused() throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
			conversation.stayQuiet();
		}); Calls calls = trusting()) {
			assertThat(calls.get("https://api.example.com:" + upstream.port() + "/"))
				.isEqualTo(Outcome.Failed.of(Failure.TLS));
		}
	}

	private static Calls trusting() {
		return new Calls(new FakeNames().thenAnswer("127.0.0.1"), new DefaultClientTlsStrategy(context));
	}

	private static RawUpstream upstream(String version) throws IOException {
		SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
		socket.setEnabledProtocols(new String[] { version });
		return new RawUpstream((conversation) -> {
			while (conversation.request() != null) {
				conversation.send(RawUpstream.EMPTY_OBJECT);
			}
		}, socket);
	}

}
