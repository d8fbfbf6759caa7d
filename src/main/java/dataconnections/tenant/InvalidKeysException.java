package dataconnections.tenant;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

import org.springframework.security.core.AuthenticationException;

/**
 * Keys that are missing or that do not work together.
 */
class InvalidKeysException extends AuthenticationException {

	private final transient ProblemException problem;

	InvalidKeysException(ProblemException problem) {
		super(String.valueOf(problem.getMessage()));
		this.problem = problem;
	}

	static InvalidKeysException refused() {
		return new InvalidKeysException(
				ProblemException.of(ProblemType.INVALID_KEYS, "The API key and the brand key are not valid together."));
	}

	/** Whether keys were shown at all. */
	boolean isOfKeys() {
		return this.problem.type() == ProblemType.INVALID_KEYS;
	}

	ProblemException problem() {
		return this.problem;
	}

}
