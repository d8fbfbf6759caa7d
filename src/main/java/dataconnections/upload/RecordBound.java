package dataconnections.upload;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Text of which no single record may be longer than so many characters: a quote that is
 * never closed, or a line that never ends, must not fill the memory. Parsers read ahead,
 * so the bound is loose by what they have read.
 */
class RecordBound extends FilterReader {

	private final long max;

	private long sinceRecord;

	RecordBound(Reader in, long max) {
		super(in);
		this.max = max;
	}

	void nextRecord() {
		this.sinceRecord = 0;
	}

	@Override
	public int read() throws IOException {
		char[] one = new char[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0];
	}

	@Override
	public int read(char[] buffer, int offset, int length) throws IOException {
		if (this.sinceRecord > this.max) {
			throw new RowTooLargeException(this.max);
		}
		int count = super.read(buffer, offset, length);
		this.sinceRecord += Math.max(count, 0);
		return count;
	}

}
