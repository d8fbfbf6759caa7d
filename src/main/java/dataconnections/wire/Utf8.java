package dataconnections.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 and nothing else: an octet that is none ends the reading with a
 * {@link java.nio.charset.CharacterCodingException}.
 */
public final class Utf8 {

	static final char BYTE_ORDER_MARK = 0xFEFF;

	private Utf8() {
	}

	/**
	 * A reader of UTF-8 text; a byte order mark at its beginning is skipped.
	 * @param in the octets
	 * @return the text
	 */
	public static Reader reader(InputStream in) {
		Reader strict = new BufferedReader(new InputStreamReader(in, decoder()), 32 * 1024);
		try {
			strict.mark(1);
			if (strict.read() != BYTE_ORDER_MARK) {
				strict.reset();
			}
			return strict;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static CharsetDecoder decoder() {
		return StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
	}

}
