package dataconnections.wire;

import java.io.IOException;
import java.io.InputStream;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * A body that ends with a problem where it is larger than it may be.
 */
class BoundedInput extends ServletInputStream {

	private final InputStream in;

	private final long max;

	private long read;

	private boolean finished;

	BoundedInput(InputStream in, long max) {
		this.in = in;
		this.max = max;
	}

	static ProblemException tooLarge(long max) {
		return ProblemException.of(ProblemType.CONTENT_TOO_LARGE,
				"The body is larger than " + max + " bytes, the most that this call takes: send it in parts.");
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = this.in.read(buffer, offset, length);
		if (count < 0) {
			this.finished = true;
			return count;
		}
		this.read += count;
		if (this.read > this.max) {
			throw tooLarge(this.max);
		}
		return count;
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	@Override
	public boolean isFinished() {
		return this.finished;
	}

	@Override
	public boolean isReady() {
		return true;
	}

	@Override
	public void setReadListener(ReadListener listener) {
		throw new UnsupportedOperationException("Bodies are read by blocking");
	}

}
