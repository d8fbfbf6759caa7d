package dataconnections.row;

/**
 * The records asked for weigh more than one answer may.
 */
public class AnswerTooLargeException extends RuntimeException {

	private final long maxBytes;

	AnswerTooLargeException(long maxBytes) {
		super("The records weigh more than " + maxBytes + " bytes together.");
		this.maxBytes = maxBytes;
	}

	/**
	 * What an answer may weigh.
	 * @return the cap in bytes
	 */
	public long maxBytes() {
		return this.maxBytes;
	}

}
