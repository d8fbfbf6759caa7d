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

	public String type() {
		return this.type;
	}

	public String sentence() {
		return String.valueOf(getMessage());
	}

}
