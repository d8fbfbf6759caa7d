package dataconnections.attempt;

import java.time.Duration;

import dataconnections.problem.ProblemException;

import org.springframework.security.core.AuthenticationException;

/**
 * An address has shown too many wrong credentials of late. Until it may try again, only
 * what is known to be valid is let in.
 */
public class TooManyAttemptsException extends AuthenticationException {

	private final transient ProblemException problem;

	private TooManyAttemptsException(ProblemException problem) {
		super(String.valueOf(problem.getMessage()), problem);
		this.problem = problem;
	}

	static TooManyAttemptsException until(Duration retryAfter) {
		return new TooManyAttemptsException(ProblemException.tooMany(
				"Too many wrong keys have come from this address: correct them, and ask again after Retry-After.",
				retryAfter));
	}

	/**
	 * What the client is told.
	 * @return the problem, status 429
	 */
	public ProblemException problem() {
		return this.problem;
	}

}
