package dataconnections.placeholder;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request whose placeholders are filled. The same template and values make an equal
 * one, character by character.
 *
 * @param url the url; whether it may be called has still to be judged
 * @param headers the headers in the order of the template, of visible ASCII and spaces
 * @param body the body as JSON; null if there is none
 */
public record FilledRequest(String url, Map<String, String> headers, @Nullable String body) {

	/** Nothing of its content: any part may be secret. */
	@Override
	public String toString() {
		return "FilledRequest[headers=" + this.headers.keySet() + "]";
	}

}
