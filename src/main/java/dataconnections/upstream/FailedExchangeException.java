package dataconnections.upstream;

import java.io.IOException;

/**
 * Ends an exchange with an upstream whose answer is not taken.
 */
final class FailedExchangeException extends IOException {

	private final Failure failure;

	FailedExchangeException(Failure failure) {
		super(failure.sentence());
		this.failure = failure;
	}

	Failure failure() {
		return this.failure;
	}

}
