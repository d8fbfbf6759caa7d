package dataconnections.source;

import java.time.Duration;

/**
 * What a look-up came to, and where it came from.
 *
 * @param outcome the data, that there is none, or why it could not be had
 * @param origin where it came from
 * @param age how long ago the upstream gave it; whole seconds count
 */
public record Answer(Outcome outcome, Origin origin, Duration age) {

	static Answer fresh(Outcome outcome) {
		return new Answer(outcome, Origin.MISS, Duration.ZERO);
	}

	/** Where an answer came from. */
	public enum Origin {

		/** Remembered, and younger than the ttl. */
		HIT,

		/** Remembered, and older than the ttl. */
		STALE,

		/** From the upstream. */
		MISS,

		/** From the upstream, and never remembered. */
		BYPASS

	}

}
