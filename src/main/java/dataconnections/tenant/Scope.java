package dataconnections.tenant;

import java.util.Locale;

/**
 * What an API key is good for.
 */
public enum Scope {

	/** Look-ups only: safe to give to a system that sends messages. */
	QUERY,

	/** Everything. */
	MANAGE;

	/**
	 * The scope as it is stored and as it goes over the wire.
	 * @return the word
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The scope of a word.
	 * @param word the word, as it is stored
	 * @return the scope
	 */
	public static Scope of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

}
