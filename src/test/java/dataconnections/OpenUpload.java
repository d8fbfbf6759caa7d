package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.joining;

/** An upload whose body comes as slowly as a test wants, and perhaps never ends. */
final class OpenUpload implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

	private final Socket socket;

	private final boolean chunked;

	private OpenUpload(Socket socket, boolean chunked) {
		this.socket = socket;
		this.chunked = chunked;
	}

	/**
	 * Sends the head of the request.
	 * @param length the length of the body; null for one in chunks
	 */
	static OpenUpload begin(int port, String path, String contentType, @Nullable Long length, String... headers) {
		String framing = (length != null) ? "Content-Length: " + length : "Transfer-Encoding: chunked";
		String further = Arrays.stream(headers).map((header) -> header + "\r\n").collect(joining());
		return new OpenUpload(connect(port), length == null).head(path, contentType, framing + "\r\n" + further);
	}

	/** Sends a head that says of the body's length what it likes, in lines of its own. */
	static OpenUpload beginFramed(int port, String path, String contentType, String framing) {
		return new OpenUpload(connect(port), false).head(path, contentType, framing);
	}

	OpenUpload send(byte[] part) {
		if (this.chunked) {
			write((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		}
		write(part);
		if (this.chunked) {
			write("\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		return this;
	}

	OpenUpload send(String part) {
		return send(part.getBytes(StandardCharsets.UTF_8));
	}

	OpenUpload end() {
		if (this.chunked) {
			write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		return this;
	}

	/** Sends no more, as a client that dies does, but still listens. */
	OpenUpload stop() {
		try {
			this.socket.shutdownOutput();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Breaks the connection. */
	void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What is answered, whether or not the body has ended; "" for nothing. */
	String answer() {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		try {
			int octet = this.socket.getInputStream().read();
			while (octet >= 0) {
				answer.write(octet);
				if (isWhole(answer.toString(StandardCharsets.ISO_8859_1))) {
					break;
				}
				octet = this.socket.getInputStream().read();
			}
			return answer.toString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The next line that is answered. */
	String line() {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		try {
			for (int octet = this.socket.getInputStream().read(); octet >= 0
					&& octet != '\n'; octet = this.socket.getInputStream().read()) {
				line.write(octet);
			}
			return line.toString(StandardCharsets.US_ASCII).replace("\r", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private OpenUpload head(String path, String contentType, String lines) {
		write(("POST /api/data-connections/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Content-Type: " + contentType + "\r\nx-api-key: " + Client.API_KEY + "\r\nx-brand-key: "
				+ Client.BRAND_KEY + "\r\n" + lines + "\r\n")
			.getBytes(StandardCharsets.ISO_8859_1));
		return this;
	}

	private static Socket connect(int port) {
		try {
			Socket socket = new Socket("localhost", port);
			socket.setSoTimeout(60_000);
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isWhole(String answer) {
		int body = answer.indexOf("\r\n\r\n") + 4;
		Matcher length = LENGTH.matcher(answer);
		return body > 4 && (length.find() ? answer.length() - body == Integer.parseInt(length.group(1))
				: answer.endsWith("\r\n0\r\n\r\n"));
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
