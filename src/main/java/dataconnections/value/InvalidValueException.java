package dataconnections.value;

/**
 * A value that a row or a key cannot have.
 */
public class InvalidValueException extends RuntimeException {

	private final String type;

	/**
	 * A refused value.
	 * @param type the stable word of the violation
	 * @param message what is wrong and what would be right
	 */
	public InvalidValueException(String type, String message) {
		super(message, null, false, false);
		this.type = type;
	}

	/**
	 * The stable word for a machine.
	 * @return the word
	 */
	public String type() {
		return this.type;
	}

	/**
	 * The sentence for a person.
	 * @return the sentence
	 */
	public String sentence() {
		return String.valueOf(getMessage());
	}

}
