package dataconnections.wire;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

/**
 * Unzips a body as it is read; one that is no gzip, or ends early, is a problem of status
 * 400.
 */
class Gunzip extends InputStream {

	private static final int BUFFER = 32 * 1024;

	private final InputStream in;

	Gunzip(InputStream zipped) throws IOException {
		this.in = open(zipped);
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		try {
			return this.in.read(buffer, offset, length);
		}
		catch (ZipException | EOFException ex) {
			throw broken();
		}
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	private static InputStream open(InputStream zipped) throws IOException {
		try {
			return new GZIPInputStream(new Members(zipped), BUFFER);
		}
		catch (ZipException | EOFException ex) {
			throw broken();
		}
	}

	private static ProblemException broken() {
		return ProblemException.of(ProblemType.MALFORMED_REQUEST,
				"The body is no whole gzip, as its Content-Encoding says it is.");
	}

	/**
	 * Makes {@link GZIPInputStream} look for a further member even when the network has
	 * not brought it yet, and leaves the connection open.
	 */
	private static final class Members extends FilterInputStream {

		Members(InputStream in) {
			super(in);
		}

		@Override
		public int available() {
			return 1;
		}

		@Override
		public void close() {
		}

	}

}
