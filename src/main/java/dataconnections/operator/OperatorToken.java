package dataconnections.operator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The operator's token, of which only the hash is kept.
 */
final class OperatorToken {

	private final byte[] hash;

	OperatorToken(String text) {
		this.hash = hash(text);
	}

	/** Takes the same time for every text of the same length. */
	boolean is(String shown) {
		return MessageDigest.isEqual(this.hash, hash(shown));
	}

	private static byte[] hash(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
