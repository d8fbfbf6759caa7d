package dataconnections.upstream;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one exchange with an upstream ended.
 *
 * @param outcome the outcome
 * @param retryAfter how long the upstream asks to wait, if it does
 */
record Attempt(Outcome outcome, @Nullable Duration retryAfter) {

	static Attempt of(Outcome outcome) {
		return new Attempt(outcome, null);
	}

}
