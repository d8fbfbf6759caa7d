package dataconnections.idempotency;

import java.io.IOException;
import java.security.MessageDigest;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * A body of which a digest is taken as it is read.
 */
class DigestedBody extends ServletInputStream {

	private final ServletInputStream in;

	private final MessageDigest digest;

	DigestedBody(ServletInputStream in, MessageDigest digest) {
		this.in = in;
		this.digest = digest;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = this.in.read(buffer, offset, length);
		if (count > 0) {
			this.digest.update(buffer, offset, count);
		}
		return count;
	}

	/**
	 * Whoever parses it closes it where the parser's interest ends; what follows counts
	 * too.
	 */
	@Override
	public void close() {
		// The container closes the body itself.
	}

	@Override
	public boolean isFinished() {
		return this.in.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.in.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		this.in.setReadListener(listener);
	}

}
