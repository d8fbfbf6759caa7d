package dataconnections.upstream;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

import org.springframework.util.unit.DataSize;

/**
 * Reads the body of an answer to its end, decoded and bounded: neither the bytes that
 * come nor those that they decode to may be more.
 */
final class AnswerBody {

	private final int max;

	AnswerBody(DataSize max) {
		this.max = Math.toIntExact(max.toBytes());
	}

	byte[] read(ClassicHttpResponse response) throws IOException {
		HttpEntity entity = response.getEntity();
		if (entity == null) {
			return new byte[0];
		}
		if (entity.getContentLength() > this.max) {
			throw new FailedExchangeException(Failure.TOO_LARGE);
		}
		try (InputStream received = new Received(entity.getContent(), this.max)) {
			return decoded(received, coding(response));
		}
		catch (ZipException | EOFException ex) {
			throw new FailedExchangeException(Failure.CODING);
		}
	}

	private byte[] decoded(InputStream received, String coding) throws IOException {
		PushbackInputStream body = new PushbackInputStream(received);
		int first = body.read();
		if (first < 0) {
			return new byte[0];
		}
		body.unread(first);
		byte[] bytes = decoder(body, coding).readNBytes(this.max + 1);
		if (bytes.length > this.max) {
			throw new FailedExchangeException(Failure.TOO_LARGE);
		}
		body.transferTo(OutputStream.nullOutputStream());
		return bytes;
	}

	private static InputStream decoder(InputStream body, String coding) throws IOException {
		return switch (coding) {
			case "", "identity" -> body;
			case "gzip", "x-gzip" -> new GZIPInputStream(body);
			case "deflate" -> new InflaterInputStream(body);
			default -> throw new FailedExchangeException(Failure.CODING);
		};
	}

	private static String coding(ClassicHttpResponse response) {
		return Stream.of(response.getHeaders(HttpHeaders.CONTENT_ENCODING))
			.map(Header::getValue)
			.collect(Collectors.joining(","))
			.strip()
			.toLowerCase(Locale.ROOT);
	}

	/** Counts what comes. */
	private static final class Received extends FilterInputStream {

		private final int max;

		private long count;

		Received(InputStream in, int max) {
			super(in);
			this.max = max;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = this.in.read(buffer, offset, length);
			this.count += Math.max(0, read);
			if (this.count > this.max) {
				throw new FailedExchangeException(Failure.TOO_LARGE);
			}
			return read;
		}

		/** The rest must not be read, which closing the client's stream would do. */
		@Override
		public void close() {
		}

	}

}
