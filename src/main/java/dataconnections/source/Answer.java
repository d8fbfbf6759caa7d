package dataconnections.source;

import java.time.Duration;

import dataconnections.tally.Tally;
import dataconnections.upstream.Outcome;

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

	void count(Tally tally) {
		tally.count(switch (this.outcome) {
			case Outcome.Answered answered -> Tally.Result.FOUND;
			case Outcome.NoData none -> Tally.Result.MISSING;
			case Outcome.Failed failed -> Tally.Result.FAILED;
		});
		tally.count(switch (this.origin) {
			case HIT -> Tally.Origin.HIT;
			case STALE -> Tally.Origin.STALE;
			case MISS -> Tally.Origin.MISS;
			case BYPASS -> Tally.Origin.BYPASS;
		});
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
