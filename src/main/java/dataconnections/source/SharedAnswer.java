package dataconnections.source;

import java.time.Duration;

import dataconnections.upstream.Outcome;

/**
 * An answer in the memory that replicas share.
 *
 * @param json its JSON text
 * @param upstreamStatus the upstream's status, 200 to 299
 * @param age how long ago the upstream gave it, as far as the replicas' clocks agree
 */
@SuppressWarnings("ArrayRecordComponent")
public record SharedAnswer(byte[] json, int upstreamStatus, Duration age) {

	static SharedAnswer of(Outcome.Answered answered) {
		return new SharedAnswer(answered.json(), answered.upstreamStatus(), Duration.ZERO);
	}

	Outcome.Answered answered() {
		return new Outcome.Answered(this.json, this.upstreamStatus);
	}

}
