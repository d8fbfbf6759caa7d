package dataconnections.wire;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Where a page begins, as an opaque text that is good for one list only.
 */
public final class Cursor {

	private static final byte VERSION = 1;

	private static final int OVERHEAD = 1 + 16 + 4;

	private Cursor() {
	}

	/**
	 * Makes a cursor.
	 * @param scope the list
	 * @param position the place in it
	 * @return the text, fit for a URL
	 */
	public static String encode(UUID scope, byte[] position) {
		ByteBuffer buffer = ByteBuffer.allocate(OVERHEAD + position.length);
		buffer.put(VERSION).putLong(scope.getMostSignificantBits()).putLong(scope.getLeastSignificantBits());
		buffer.put(position);
		buffer.putInt(checksum(buffer.array(), buffer.position()));
		return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
	}

	/**
	 * Reads a cursor back.
	 * @param scope the list it must be of
	 * @param text the cursor
	 * @return the place; empty when the cursor is damaged or of another list
	 */
	public static Optional<byte[]> decode(UUID scope, String text) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			if (bytes.length < OVERHEAD) {
				return Optional.empty();
			}
			byte[] position = java.util.Arrays.copyOfRange(bytes, 17, bytes.length - 4);
			return encode(scope, position).equals(text) ? Optional.of(position) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static int checksum(byte[] bytes, int length) {
		CRC32 crc = new CRC32();
		crc.update(bytes, 0, length);
		return (int) crc.getValue();
	}

}
