package dataconnections.upload;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;

import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.MappingIterator;

/**
 * Finds out what a CSV file is delimited by: the one among comma, semicolon, tab and bar
 * that makes the primary key a column of its own, else the one that makes most columns.
 */
class Delimiter {

	/** The characters among which the end of the header is looked for. */
	static final int LOOKAHEAD = 1024 * 1024;

	private static final char[] CANDIDATES = { ',', ';', '\t', '|' };

	private final String primaryKey;

	Delimiter(String primaryKey) {
		this.primaryKey = primaryKey;
	}

	/**
	 * The delimiter of a file.
	 * @param reader the file, which is given back what was read of it; takes back
	 * {@link #LOOKAHEAD} characters
	 * @return the delimiter
	 */
	char of(PushbackReader reader) {
		char best = CANDIDATES[0];
		int most = -1;
		String start = start(reader);
		for (char candidate : CANDIDATES) {
			int score = score(start, candidate);
			if (score > most) {
				best = candidate;
				most = score;
			}
		}
		return best;
	}

	private int score(String header, char delimiter) {
		try (MappingIterator<String[]> records = CsvFormat.records(new StringReader(header), delimiter)) {
			List<String> columns = records.hasNextValue() ? List.of(records.nextValue()) : List.of();
			return columns.contains(this.primaryKey) ? LOOKAHEAD + columns.size() : columns.size();
		}
		catch (StreamReadException ex) {
			return -1;
		}
	}

	private static String start(PushbackReader reader) {
		char[] start = new char[LOOKAHEAD];
		int length = 0;
		HeaderEnd end = new HeaderEnd();
		try {
			int read;
			do {
				read = reader.read(start, length, start.length - length);
				length += Math.max(read, 0);
			}
			while (read > 0 && length < start.length && !end.isAmong(start, length));
			reader.unread(start, 0, length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new String(start, 0, end.isAmong(start, length) ? end.at : length);
	}

	/** Looks at each character once, however slowly they come. */
	private static final class HeaderEnd {

		private int at;

		private boolean quoted;

		private boolean any;

		boolean isAmong(char[] start, int length) {
			for (; this.at < length; this.at++) {
				char c = start[this.at];
				if (c == '"') {
					this.quoted = !this.quoted;
				}
				boolean lineEnd = c == '\n' || c == '\r';
				if (lineEnd && this.any && !this.quoted) {
					return true;
				}
				this.any = this.any || !lineEnd;
			}
			return false;
		}

	}

}
