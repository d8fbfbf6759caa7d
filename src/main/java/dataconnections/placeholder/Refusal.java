package dataconnections.placeholder;

import org.jspecify.annotations.Nullable;

/**
 * Why a request cannot be filled with the values given.
 *
 * @param placeholder the placeholder's name; one that is none of the template's is
 * shortened to {@value #LONGEST_NAME} characters
 * @param index which of the keys it is, from 0; null if it is not one of several
 * @param type the stable word for a machine
 * @param sentence what is wrong and what would be right, for a person; never shows the
 * value
 */
public record Refusal(String placeholder, @Nullable Integer index, String type, String sentence) {

	private static final int LONGEST_NAME = 255;

	private static final int LONGEST_SHOWN = 64;

	static Refusal missing(String name) {
		return new Refusal(name, null, "missing", shown(name) + " has no value: send one under this name.");
	}

	static Refusal unknown(String name) {
		return new Refusal(printable(name, LONGEST_NAME), null, "extra_forbidden",
				shown(name) + " is no placeholder of this connection: leave it out.");
	}

	static Refusal duplicate(String name) {
		return new Refusal(name, null, "duplicate", shown(name) + " is filled with the keys: send no other value.");
	}

	static Refusal of(String name, UnfitException fault) {
		return new Refusal(name, null, fault.type(), fault.sentence("The value of " + shown(name)));
	}

	static Refusal ofKey(String name, int index, UnfitException fault) {
		return new Refusal(name, index, fault.type(), fault.sentence("Key " + index + " of " + shown(name)));
	}

	static String shown(String name) {
		return "{" + printable(name, LONGEST_SHOWN) + "}";
	}

	/** A name that was sent can hold anything, half a character included. */
	private static String printable(String name, int most) {
		StringBuilder printable = new StringBuilder();
		name.codePoints()
			.limit(most)
			.map((c) -> (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) ? 0xFFFD : c)
			.forEach(printable::appendCodePoint);
		return (name.codePointCount(0, Math.min(name.length(), 2 * most + 2)) > most) ? printable.append('…').toString()
				: printable.toString();
	}

}
