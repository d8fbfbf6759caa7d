package dataconnections.tenant;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

import org.springframework.security.core.AuthenticationException;

/**
 * A credential in the {@code Authorization} header that is wrong.
 */
class InvalidAuthorizationException extends AuthenticationException {

	static final String BASIC_CHALLENGE = "Basic realm=\"data-connections\", charset=\"UTF-8\"";

	private static final String BEARER_CHALLENGE = "Bearer realm=\"data-connections\", error=\"invalid_token\"";

	private final String challenge;

	private final boolean guess;

	private InvalidAuthorizationException(String challenge, boolean guess) {
		super("The credential in the Authorization header is not valid.");
		this.challenge = challenge;
		this.guess = guess;
	}

	static InvalidAuthorizationException basic() {
		return new InvalidAuthorizationException(BASIC_CHALLENGE, true);
	}

	static InvalidAuthorizationException bearer() {
		return new InvalidAuthorizationException(BEARER_CHALLENGE, true);
	}

	/** Of a token that was given here, and is worth nothing any more. */
	static InvalidAuthorizationException outlived() {
		return new InvalidAuthorizationException(BEARER_CHALLENGE, false);
	}

	/** Whether it may have been an attempt to guess one. */
	boolean isGuess() {
		return this.guess;
	}

	/** What the answer's {@code WWW-Authenticate} header says. */
	String challenge() {
		return this.challenge;
	}

	ProblemException problem() {
		return ProblemException.of(ProblemType.UNAUTHORIZED, String.valueOf(getMessage()));
	}

}
