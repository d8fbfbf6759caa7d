package dataconnections.source;

import java.time.Duration;

import dataconnections.upstream.Outcome;

/**
 * An answer that is remembered.
 *
 * @param outcome the answer
 * @param loadedAt when the upstream gave it, in the ticker's nanoseconds
 * @param freshness how long it may be given
 * @param origin what those who were waiting for it are told of where it comes from
 */
record CachedAnswer(Outcome outcome, long loadedAt, Freshness freshness, Answer.Origin origin) {

	private static final int OVERHEAD = 256;

	/** How much longer it may be of use. */
	Duration lifetime(long now) {
		Duration left = this.freshness.lifetime().minusNanos(now - this.loadedAt);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/** The bytes of memory that it takes, about. */
	int weight(AnswerKey key) {
		int data = (this.outcome instanceof Outcome.Answered answered) ? answered.json().length : 0;
		return OVERHEAD + 2 * key.values().length() + data;
	}

}
