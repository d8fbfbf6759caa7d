package dataconnections.upload;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Files whose characters come one by one. */
class DelimiterTests {

	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '`', value = { "id;a,b\\n1;2,3,4,5 ;", "\\r\\nid|\"a\\nb,c\"\\n1,2 |",
			"\"a;\"\"\\n;\",id\\n1;2;3;4 ,", "a,b;c;d\\n ;", "id ," })
	void onlyTheHeaderCountsWhereverItIsCut(String file, char delimiter) {
		assertThat(new Delimiter("id").of(dripping(file.translateEscapes()))).isEqualTo(delimiter);
	}

	/** To begin anew with each character would take as many looks as there are pairs. */
	@Test
	void headerWithoutEndIsLookedAtOnce() {
		assertThat(new Delimiter("id").of(dripping("x".repeat(Delimiter.LOOKAHEAD - 10) + ";id"))).isEqualTo(';');
	}

	private static PushbackReader dripping(String file) {
		return new PushbackReader(new Dripping(new StringReader(file)), Delimiter.LOOKAHEAD);
	}

	/** Gives one character at a time. */
	private static final class Dripping extends Reader {

		private final Reader file;

		private Dripping(Reader file) {
			this.file = file;
		}

		@Override
		public int read(char[] buffer, int offset, int length) throws IOException {
			return this.file.read(buffer, offset, 1);
		}

		@Override
		public void close() throws IOException {
			this.file.close();
		}

	}

}
