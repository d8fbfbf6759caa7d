package dataconnections.placeholder;

import java.util.List;

/**
 * A template that no value could fill well.
 */
public class InvalidTemplateException extends RuntimeException {

	private final List<Object> path;

	private final String type;

	InvalidTemplateException(List<Object> path, String type, String sentence) {
		super(sentence, null, false, false);
		this.path = List.copyOf(path);
		this.type = type;
	}

	/**
	 * Where it is.
	 * @return {@code ["url"]}, {@code ["headers", name]} or {@code ["body"]}
	 */
	public List<Object> path() {
		return this.path;
	}

	/**
	 * The stable word for a machine.
	 * @return the word
	 */
	public String type() {
		return this.type;
	}

	/**
	 * What is wrong and what would be right, for a person.
	 * @return the sentence
	 */
	public String sentence() {
		return String.valueOf(getMessage());
	}

}
