package dataconnections.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An API key in clear, as its holder sends it. Only its JSON shows it.
 */
public final class ApiKey {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 32;

	private static final int PREFIX_LENGTH = 8;

	private final String text;

	ApiKey(String text) {
		this.text = text;
	}

	/**
	 * A new key of 256 random bits, told from other texts by how it begins.
	 * @return the key
	 */
	public static ApiKey random() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return new ApiKey("dc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	@JsonValue
	String reveal() {
		return this.text;
	}

	/**
	 * The first characters, by which people recognise the key.
	 * @return the characters
	 */
	public String prefix() {
		return this.text.substring(0, Math.min(PREFIX_LENGTH, this.text.length()));
	}

	/**
	 * What is stored of the key.
	 * @return its SHA-256
	 */
	public byte[] hash() {
		try {
			return MessageDigest.getInstance("SHA-256").digest(this.text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "ApiKey[" + prefix() + "…]";
	}

}
