package dataconnections.value;

import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;

/**
 * The value that identifies a record, in its one canonical text form: a string as it is,
 * a number in plain decimal without exponent or trailing zeros, {@code true} or
 * {@code false}. So {@code 54490}, {@code 54490.0} and {@code "54490"} are the same key.
 *
 * @param text the canonical form, 1 to 1,024 bytes of UTF-8
 */
public record Key(String text) implements Comparable<Key> {

	/** The longest key, in bytes of UTF-8. */
	public static final int MAX_BYTES = 1024;

	public Key {
		if (text.isEmpty()) {
			throw new InvalidValueException("key_empty", "A key must not be empty.");
		}
		Text.check(text);
		if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
			throw new InvalidValueException("key_too_long",
					"A key must not be longer than " + MAX_BYTES + " bytes of UTF-8.");
		}
	}

	/**
	 * The key that a JSON number stands for.
	 * @param number the number as JSON writes it
	 * @return the key
	 */
	public static Key ofNumber(String number) {
		return new Key(DecimalText.plain(number, MAX_BYTES));
	}

	/**
	 * The key that a JSON value stands for.
	 * @param value a string, a number or a boolean
	 * @return the key
	 * @throws InvalidValueException for anything else
	 */
	public static Key of(JsonNode value) {
		if (value.isString()) {
			return new Key(value.stringValue());
		}
		if (value.isNumber()) {
			return ofNumber(value.asString());
		}
		if (value.isBoolean()) {
			return new Key(value.asString());
		}
		throw mistyped(value.isNull() ? "null" : value.isArray() ? "an array" : "an object");
	}

	/**
	 * The refusal of a value that cannot be a key.
	 * @param what what was found instead
	 * @return the exception
	 */
	public static InvalidValueException mistyped(String what) {
		return new InvalidValueException("key_type",
				"A key must be a string, a number or a boolean, not " + what + ".");
	}

	/** Orders keys as the database does: by their bytes in UTF-8. */
	@Override
	public int compareTo(Key other) {
		int common = Math.min(this.text.length(), other.text.length());
		for (int i = 0; i < common; i++) {
			char mine = this.text.charAt(i);
			char others = other.text.charAt(i);
			if (mine != others) {
				return rank(mine) - rank(others);
			}
		}
		return this.text.length() - other.text.length();
	}

	/**
	 * UTF-16 has surrogates before U+E000, UTF-8 has what they stand for after U+FFFF.
	 */
	private static int rank(char c) {
		if (Character.isSurrogate(c)) {
			return c + Character.MAX_VALUE;
		}
		return c;
	}

}
