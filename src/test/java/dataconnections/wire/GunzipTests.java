package dataconnections.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

import dataconnections.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class GunzipTests {

	private static final String TEXT = "some text, some more of the text, and more\n".repeat(40);

	@Test
	void everyMemberIsRead() throws IOException {
		byte[] three = join(gzip(TEXT), gzip(""), gzip("end"));
		assertThat(text(new ByteArrayInputStream(three))).isEqualTo(TEXT + "end");
		assertThat(text(trickle(three))).isEqualTo(TEXT + "end");
	}

	@Test
	void bodyThatEndsBeforeItsLastMemberDoesIsBroken() throws IOException {
		byte[] first = gzip("first");
		byte[] both = join(first, gzip(TEXT));
		for (int length = 0; length < both.length; length++) {
			if (length != first.length) {
				assertBroken(Arrays.copyOf(both, length));
			}
		}
		assertThat(text(new ByteArrayInputStream(first))).isEqualTo("first");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\u001f", "\u001f\u008b", "trailing text that is longer than a header and a tail",
			"\0", "\0\0\0\0\0\0\0\0\0\0" })
	void whatFollowsTheLastMemberIsBroken(String trailing) throws IOException {
		assertBroken(join(gzip(TEXT), trailing.getBytes(StandardCharsets.ISO_8859_1)));
	}

	@Test
	void octetThatWasChangedInHeadDataOrTailIsNoticed() throws IOException {
		byte[] whole = head(2, new byte[0]);
		for (int i : new int[] { 0, 1, 2, 3, 4, 9, 10, 14, whole.length - 8, whole.length - 1 }) {
			byte[] changed = whole.clone();
			changed[i] ^= 0x40;
			assertBroken(changed);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 4, 8, 16, 31 })
	void optionalFieldsAreSkipped(int flags) throws IOException {
		ByteArrayOutputStream fields = new ByteArrayOutputStream();
		if ((flags & 4) != 0) {
			fields.write(44);
			fields.write(1);
			fields.write(new byte[300]);
		}
		for (int text : new int[] { 8, 16 }) {
			if ((flags & text) != 0) {
				fields.write("name\0".getBytes(StandardCharsets.US_ASCII));
			}
		}
		assertThat(text(trickle(head(flags, fields.toByteArray())))).isEqualTo(TEXT);
	}

	@Test
	void networkThatFailsBetweenMembersIsNoEnd() throws IOException {
		InputStream failing = new InputStream() {
			@Override
			public int read() throws IOException {
				throw new IOException("The client went away");
			}

			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				return read();
			}
		};
		InputStream body = new SequenceInputStream(new ByteArrayInputStream(gzip(TEXT)), failing);
		assertThatIOException().isThrownBy(() -> text(body)).withMessage("The client went away");
	}

	private static void assertBroken(byte[] body) {
		assertThatExceptionOfType(ProblemException.class).as("%d octets", body.length)
			.isThrownBy(() -> text(new ByteArrayInputStream(body)))
			.withMessageContaining("no whole gzip");
	}

	private static String text(InputStream body) throws IOException {
		try (Gunzip gunzip = new Gunzip(body)) {
			return new String(gunzip.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static InputStream trickle(byte[] body) {
		return new FilterInputStream(new ByteArrayInputStream(body)) {
			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				return super.read(buffer, offset, Math.min(length, 1));
			}
		};
	}

	/**
	 * The text's gzip with other flags, optional fields, and the checksum of its head.
	 */
	private static byte[] head(int flags, byte[] fields) throws IOException {
		byte[] plain = gzip(TEXT);
		byte[] head = join(Arrays.copyOf(plain, 10), fields);
		head[3] = (byte) flags;
		CRC32 checksum = new CRC32();
		checksum.update(head);
		byte[] check = { (byte) checksum.getValue(), (byte) (checksum.getValue() >> 8) };
		return join(head, ((flags & 2) != 0) ? check : new byte[0], Arrays.copyOfRange(plain, 10, plain.length));
	}

	private static byte[] join(byte[]... parts) throws IOException {
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			whole.write(part);
		}
		return whole.toByteArray();
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return zipped.toByteArray();
	}

}
