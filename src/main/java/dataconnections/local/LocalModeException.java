package dataconnections.local;

/**
 * The service cannot start without being told something.
 */
class LocalModeException extends RuntimeException {

	private final String remedy;

	LocalModeException(String message, String remedy) {
		super(message);
		this.remedy = remedy;
	}

	String remedy() {
		return this.remedy;
	}

}
