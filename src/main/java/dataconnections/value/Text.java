package dataconnections.value;

/**
 * The texts that PostgreSQL can hold: all of Unicode but U+0000 and lone surrogates.
 */
public final class Text {

	private Text() {
	}

	/**
	 * Refuses a text that the database cannot hold.
	 * @param text the text
	 * @throws InvalidValueException when it holds U+0000 or half of a surrogate pair
	 */
	public static void check(String text) {
		int length = text.length();
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c == 0) {
				throw new InvalidValueException("nul", "The character U+0000 cannot be stored: remove it.");
			}
			if (Character.isSurrogate(c)) {
				boolean pair = Character.isHighSurrogate(c) && i + 1 < length
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!pair) {
					throw new InvalidValueException("lone_surrogate",
							"U+%04X is half of a surrogate pair and no character.".formatted((int) c));
				}
				i++;
			}
		}
	}

}
