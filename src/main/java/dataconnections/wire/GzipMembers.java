package dataconnections.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

/**
 * The heads and tails of a body's gzip members (RFC 1952), and the deflated octets
 * between them.
 */
class GzipMembers {

	private static final int HEAD_CHECKSUM = 2;

	private static final int EXTRA = 4;

	private static final int NAME = 8;

	private static final int COMMENT = 16;

	private static final int RESERVED = 0xE0;

	private final InputStream in;

	private final byte[] buffer = new byte[32 * 1024];

	private final CRC32 head = new CRC32();

	private int position;

	private int limit;

	GzipMembers(InputStream in) {
		this.in = in;
	}

	/**
	 * Goes past the head of the next member.
	 * @return false where the body ends as it may, after a member
	 */
	boolean next() throws IOException {
		if (this.position == this.limit && !fill()) {
			return false;
		}
		this.head.reset();
		require(number(2) == 0x8B1F && octet() == 8);
		int flags = octet();
		require((flags & RESERVED) == 0);
		skip(6);
		if ((flags & EXTRA) != 0) {
			skip(number(2));
		}
		for (int text : new int[] { NAME, COMMENT }) {
			if ((flags & text) != 0) {
				skipText();
			}
		}
		if ((flags & HEAD_CHECKSUM) != 0) {
			long checksum = this.head.getValue() & 0xFFFF;
			require(number(2) == checksum);
		}
		return true;
	}

	/** Gives the octets that have arrived, waiting for some. */
	void feed(Inflater inflater) throws IOException {
		require(this.position < this.limit || fill());
		inflater.setInput(this.buffer, this.position, this.limit - this.position);
		this.position = this.limit;
	}

	/** Goes past the tail of a member, which must fit what was inflated. */
	void end(Inflater inflater, CRC32 checksum) throws IOException {
		this.position -= inflater.getRemaining();
		require(number(4) == checksum.getValue());
		require(number(4) == (inflater.getBytesWritten() & 0xFFFFFFFFL));
	}

	static ProblemException broken() {
		return ProblemException.of(ProblemType.MALFORMED_REQUEST,
				"The body is no whole gzip, as its Content-Encoding says it is.");
	}

	private boolean fill() throws IOException {
		this.position = 0;
		this.limit = Math.max(this.in.read(this.buffer), 0);
		return this.limit > 0;
	}

	private int octet() throws IOException {
		require(this.position < this.limit || fill());
		int octet = this.buffer[this.position++] & 0xFF;
		this.head.update(octet);
		return octet;
	}

	private long number(int octets) throws IOException {
		long number = 0;
		for (int i = 0; i < octets; i++) {
			number |= (long) octet() << (8 * i);
		}
		return number;
	}

	private void skip(long octets) throws IOException {
		for (long i = 0; i < octets; i++) {
			octet();
		}
	}

	private void skipText() throws IOException {
		int octet;
		do {
			octet = octet();
		}
		while (octet != 0);
	}

	private static void require(boolean fits) {
		if (!fits) {
			throw broken();
		}
	}

}
