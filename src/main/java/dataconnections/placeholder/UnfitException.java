package dataconnections.placeholder;

/**
 * A text or a value that does not fit where it is wanted.
 */
class UnfitException extends RuntimeException {

	private final String type;

	/**
	 * Something unfit.
	 * @param type the stable word for a machine
	 * @param fault the rest of a sentence that begins with the unfit thing
	 */
	UnfitException(String type, String fault) {
		super(fault, null, false, false);
		this.type = type;
	}

	String type() {
		return this.type;
	}

	String sentence(String subject) {
		return subject + " " + getMessage();
	}

}
