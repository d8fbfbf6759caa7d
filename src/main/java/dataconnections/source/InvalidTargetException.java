package dataconnections.source;

/**
 * A url that no call is made to, whatever its host may resolve to.
 */
class InvalidTargetException extends RuntimeException {

	private final String type;

	InvalidTargetException(String type, String sentence) {
		super(sentence, null, false, false);
		this.type = type;
	}

	String type() {
		return this.type;
	}

	String sentence() {
		return String.valueOf(getMessage());
	}

}
