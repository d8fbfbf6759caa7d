package dataconnections.value;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A text that is only white space counts as missing.
 */
public final class WhiteSpace {

	private static final Pattern ONLY = Pattern.compile("\\p{IsWhite_Space}*");

	private WhiteSpace() {
	}

	/**
	 * Empties a text that is missing or only Unicode white space, so that
	 * {@link jakarta.validation.constraints.NotBlank} refuses it.
	 * @param text the text as it was sent
	 * @return the text itself, never trimmed, or the empty text
	 */
	public static String toEmpty(@Nullable String text) {
		return (text == null || ONLY.matcher(text).matches()) ? "" : text;
	}

}
