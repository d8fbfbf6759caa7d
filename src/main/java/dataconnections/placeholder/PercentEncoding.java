package dataconnections.placeholder;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes a text so that it is one path segment or query value and nothing more: only what
 * RFC 3986 calls unreserved stays as it is.
 */
final class PercentEncoding {

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private PercentEncoding() {
	}

	static String of(String text) {
		StringBuilder encoded = new StringBuilder(text.length() + 16);
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			if (isUnreserved(octet)) {
				encoded.append((char) octet);
			}
			else {
				HEX.toHexDigits(encoded.append('%'), octet);
			}
		}
		return encoded.toString();
	}

	private static boolean isUnreserved(byte octet) {
		return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9')
				|| octet == '-' || octet == '.' || octet == '_' || octet == '~';
	}

}
