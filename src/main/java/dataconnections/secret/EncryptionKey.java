package dataconnections.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * The key that all others are derived from: one for each purpose, so that none serves
 * two.
 */
public final class EncryptionKey {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 32;

	private final byte[] bytes;

	private EncryptionKey(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Makes a new key.
	 * @return the key
	 */
	public static EncryptionKey random() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return new EncryptionKey(bytes);
	}

	/**
	 * Reads a key. White space around it is dropped.
	 * @param place where it stands, as an operator knows it
	 * @param base64 32 bytes in base64
	 * @return the key
	 * @throws KeyRefusedException for anything else; it does not show the text
	 */
	public static EncryptionKey parse(String place, String base64) {
		byte[] bytes;
		try {
			bytes = Base64.getDecoder().decode(base64.strip());
		}
		catch (IllegalArgumentException ex) {
			throw KeyRefusedException.unreadable(place, "is not base64");
		}
		if (bytes.length != BYTES) {
			throw KeyRefusedException.unreadable(place, "holds " + bytes.length + " bytes instead of " + BYTES);
		}
		return new EncryptionKey(bytes);
	}

	/**
	 * The key as text, to be stored where only its owner reads.
	 * @return 32 bytes in base64
	 */
	public String reveal() {
		return Base64.getEncoder().encodeToString(this.bytes);
	}

	/** Names the key without telling anything of it. */
	int id() {
		return ByteBuffer.wrap(derive("id")).getInt();
	}

	/** A key of 32 bytes for this purpose and no other. */
	byte[] derive(String purpose) {
		byte[] info = ("data-connections " + purpose).getBytes(StandardCharsets.UTF_8);
		try {
			return KDF.getInstance("HKDF-SHA256")
				.deriveData(HKDFParameterSpec.ofExtract().addIKM(this.bytes).thenExpand(info, BYTES));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HKDF-SHA256", ex);
		}
	}

	static String text(int id) {
		return "%08x".formatted(id);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EncryptionKey key && MessageDigest.isEqual(this.bytes, key.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "EncryptionKey[" + text(id()) + "]";
	}

}
