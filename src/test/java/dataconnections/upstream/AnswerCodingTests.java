package dataconnections.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import com.sun.management.ThreadMXBean;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** {@link Calls} take answers of up to 64 KB. */
class AnswerCodingTests {

	private static final byte[] JSON = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

	private final Calls calls = new Calls();

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "GZIP", "x-gzip", " gzip " })
	void gzipIsDecoded(String coding) throws Exception {
		assertThat(outcome(coding, gzip(JSON))).isInstanceOfSatisfying(Outcome.Answered.class,
				(answer) -> assertThat(answer.json()).isEqualTo(JSON));
	}

	@Test
	void deflateIsDecoded() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflate = new DeflaterOutputStream(bytes)) {
			deflate.write(JSON);
		}
		assertThat(outcome("deflate", bytes.toByteArray())).isInstanceOfSatisfying(Outcome.Answered.class,
				(answer) -> assertThat(answer.json()).isEqualTo(JSON));
	}

	@Test
	void identityIsTakenAsItIs() throws Exception {
		assertThat(outcome("identity", JSON)).isInstanceOfSatisfying(Outcome.Answered.class,
				(answer) -> assertThat(answer.json()).isEqualTo(JSON));
	}

	@Test
	void allMembersOfAGzipCountHoweverTheyArrive() throws Exception {
		byte[] first = gzip("[1,".getBytes(StandardCharsets.UTF_8));
		byte[] second = gzip("2]".getBytes(StandardCharsets.UTF_8));
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			while (conversation.request() != null) {
				conversation.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
				for (byte[] member : new byte[][] { first, second }) {
					for (byte octet : member) {
						conversation.send("1\r\n");
						conversation.send(new byte[] { octet });
						conversation.send("\r\n");
					}
				}
				conversation.send("0\r\n\r\n");
			}
		})) {
			for (int i = 0; i < 2; i++) {
				assertThat(this.calls.get(upstream.url("/"))).isInstanceOfSatisfying(Outcome.Answered.class,
						(answer) -> assertThat(answer.json()).asString().isEqualTo("[1,2]"));
			}
			assertThat(upstream.connections()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@MethodSource
	void falseOrUnknownCodingIsRefused(String coding, byte[] body) throws Exception {
		assertThat(outcome(coding, body)).isEqualTo(Outcome.Failed.of(Failure.CODING));
		assertThat(this.calls.connections().getAvailable()).isZero();
	}

	static Stream<Arguments> falseOrUnknownCodingIsRefused() throws IOException {
		byte[] zipped = gzip(JSON);
		byte[] damaged = zipped.clone();
		damaged[zipped.length - 8] ^= 1;
		return Stream.of(argumentSet("plain as gzip", "gzip", JSON), argumentSet("plain as deflate", "deflate", JSON),
				argumentSet("gzip as deflate", "deflate", zipped),
				argumentSet("truncated", "gzip", Arrays.copyOf(zipped, zipped.length - 1)),
				argumentSet("truncated before the check sum", "gzip", Arrays.copyOf(zipped, zipped.length - 8)),
				argumentSet("truncated head", "gzip", Arrays.copyOf(zipped, 5)),
				argumentSet("wrong check sum", "gzip", damaged), argumentSet("named twice", "gzip, gzip", gzip(zipped)),
				argumentSet("mixed", "gzip, identity", zipped), argumentSet("brotli", "br", JSON),
				argumentSet("zstd", "zstd", JSON), argumentSet("nonsense", "\u0001", JSON));
	}

	@Test
	void nestedGzipIsDecodedOnceOnly() throws Exception {
		assertThat(outcome("gzip", gzip(gzip(JSON)))).isEqualTo(Outcome.Failed.of(Failure.NOT_JSON));
	}

	@Test
	void twoCodingHeadersAreRefused() throws Exception {
		assertThat(outcome("gzip\r\nContent-Encoding: gzip", gzip(gzip(JSON))))
			.isEqualTo(Outcome.Failed.of(Failure.CODING));
	}

	@Test
	void bombIsCutAtTheDecodedSize() throws Exception {
		byte[] bomb = gzip(new byte[32 * 1024 * 1024]);
		assertThat(bomb.length).isLessThan(64 * 1024);
		assertThat(outcome("gzip", bomb)).isEqualTo(Outcome.Failed.of(Failure.TOO_LARGE));
		assertThat(this.calls.connections().getAvailable()).isZero();
	}

	@Test
	void bombIsNotInflatedPastTheCap() throws Exception {
		ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
		response.addHeader("Content-Encoding", "gzip");
		response.setEntity(new ByteArrayEntity(gzip(new byte[32 * 1024 * 1024]), null));
		long before = memory.getCurrentThreadAllocatedBytes();
		assertThatExceptionOfType(FailedExchangeException.class)
			.isThrownBy(() -> new AnswerBody(DataSize.ofKilobytes(64)).read(response));
		assertThat(memory.getCurrentThreadAllocatedBytes() - before).isPositive().isLessThan(8 * 1024 * 1024);
	}

	@Test
	void emptyMembersWithoutEndAreCut() throws Exception {
		byte[] nothing = gzip(new byte[0]);
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
			while (true) {
				conversation.send(nothing);
			}
		})) {
			assertThat(this.calls.get(upstream.url("/"))).isEqualTo(Outcome.Failed.of(Failure.TOO_LARGE));
			upstream.awaitClosed();
		}
	}

	private Outcome outcome(String coding, byte[] body) throws Exception {
		try (RawUpstream upstream = new RawUpstream((conversation) -> {
			conversation.request();
			conversation.send("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length
					+ "\r\n\r\n");
			conversation.send(body);
			conversation.stayQuiet();
		})) {
			return this.calls.get(upstream.url("/"));
		}
	}

	private static byte[] gzip(byte[] plain) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(plain);
		}
		return bytes.toByteArray();
	}

}
