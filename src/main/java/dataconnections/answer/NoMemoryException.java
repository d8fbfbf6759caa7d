package dataconnections.answer;

/**
 * There is no memory for what is being read: {@link AnswerShare#read} begins again.
 */
public final class NoMemoryException extends RuntimeException {

	private final long more;

	NoMemoryException(long more) {
		super("There is no memory for " + more + " bytes more.", null, false, false);
		this.more = more;
	}

	long more() {
		return this.more;
	}

}
