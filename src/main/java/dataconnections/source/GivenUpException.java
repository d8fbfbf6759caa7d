package dataconnections.source;

import java.util.concurrent.TimeoutException;

import dataconnections.upstream.Failure;

/**
 * Whoever was asking for an answer stopped before it was there, for lack of time or of
 * room. No fault, as the cache knows of timeouts.
 */
final class GivenUpException extends TimeoutException {

	private static final long serialVersionUID = 1L;

	private final Failure failure;

	GivenUpException(Failure failure) {
		super(failure.sentence());
		this.failure = failure;
	}

	/** What it means for the one who gave up. */
	Failure failure() {
		return this.failure;
	}

}
