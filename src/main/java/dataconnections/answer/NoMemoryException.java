package dataconnections.answer;

/**
 * There is no memory for what is being read: {@link AnswerShare#read} begins again.
 */
public final class NoMemoryException extends RuntimeException {

	NoMemoryException() {
		super("There is no memory for this answer.", null, false, false);
	}

}
