package dataconnections.idempotency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

import dataconnections.wire.Utf8;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request that tells what it was in 32 bytes: the SHA-256 of its method, path, query,
 * content type and body, taken as the body is read.
 */
class FingerprintedRequest extends HttpServletRequestWrapper {

	private static final int CHUNK = 64 * 1024;

	private final MessageDigest digest;

	private @Nullable ServletInputStream body;

	private byte @Nullable [] fingerprint;

	FingerprintedRequest(HttpServletRequest request) {
		super(request);
		this.digest = sha256();
		for (String part : new String[] { request.getMethod(), request.getRequestURI(),
				Objects.toString(request.getQueryString(), ""), Objects.toString(request.getContentType(), "") }) {
			this.digest.update(part.getBytes(StandardCharsets.UTF_8));
			this.digest.update((byte) 0);
		}
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (this.body == null) {
			this.body = new DigestedBody(super.getInputStream(), this.digest);
		}
		return this.body;
	}

	@Override
	public BufferedReader getReader() throws IOException {
		return new BufferedReader(Utf8.reader(getInputStream()));
	}

	/** Reads what is left of the body, without keeping it. */
	byte[] fingerprint() {
		if (this.fingerprint == null) {
			try {
				InputStream rest = getInputStream();
				byte[] chunk = new byte[CHUNK];
				while (rest.read(chunk) >= 0) {
					// The digest sees it.
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.fingerprint = this.digest.digest();
		}
		return this.fingerprint;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
