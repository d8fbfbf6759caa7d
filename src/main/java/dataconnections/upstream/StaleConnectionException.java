package dataconnections.upstream;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A kept connection that turned out to be unusable: the exchange may do better on
 * another.
 */
final class StaleConnectionException extends IOException {

	private final boolean sent;

	private StaleConnectionException(boolean sent, @Nullable Throwable cause) {
		super("The kept connection is unusable", cause);
		this.sent = sent;
	}

	static StaleConnectionException beforeSending() {
		return new StaleConnectionException(false, null);
	}

	static StaleConnectionException afterSending(IOException cause) {
		return new StaleConnectionException(true, cause);
	}

	/**
	 * Whether the upstream may have received the request.
	 * @return false if certainly not
	 */
	boolean isSent() {
		return this.sent;
	}

}
