package dataconnections.address;

/**
 * A url that no call is made to, whatever its host may resolve to.
 */
public final class InvalidTargetException extends RuntimeException {

	private final String type;

	InvalidTargetException(String type, String sentence) {
		super(sentence, null, false, false);
		this.type = type;
	}

	/**
	 * What is wrong with it.
	 * @return a stable word for a machine
	 */
	public String type() {
		return this.type;
	}

	/**
	 * What is wrong with it.
	 * @return one sentence with the remedy
	 */
	public String sentence() {
		return String.valueOf(getMessage());
	}

}
