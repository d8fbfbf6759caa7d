package dataconnections.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unzips a body as it is read; one that is no gzip, ends early, or goes on after it, is a
 * problem of status 400. {@link java.util.zip.GZIPInputStream} does not do: after the
 * first member it takes whatever it cannot read for the end, a client that went away
 * included.
 */
class Gunzip extends InputStream {

	private final GzipMembers members;

	private final Inflater inflater = new Inflater(true);

	private final CRC32 checksum = new CRC32();

	private boolean ended;

	Gunzip(InputStream zipped) throws IOException {
		this.members = new GzipMembers(zipped);
		if (!this.members.next()) {
			throw GzipMembers.broken();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, buffer.length);
		if (length == 0) {
			return 0;
		}
		int count = 0;
		while (count == 0 && !this.ended) {
			count = inflate(buffer, offset, length);
		}
		return (count > 0) ? count : -1;
	}

	/** Leaves the connection open. */
	@Override
	public void close() {
		this.ended = true;
		this.inflater.end();
	}

	private int inflate(byte[] buffer, int offset, int length) throws IOException {
		if (this.inflater.finished()) {
			this.members.end(this.inflater, this.checksum);
			this.ended = !this.members.next();
			this.inflater.reset();
			this.checksum.reset();
			return 0;
		}
		if (this.inflater.needsInput()) {
			this.members.feed(this.inflater);
		}
		try {
			int count = this.inflater.inflate(buffer, offset, length);
			this.checksum.update(buffer, offset, count);
			return count;
		}
		catch (DataFormatException ex) {
			throw GzipMembers.broken();
		}
	}

}
