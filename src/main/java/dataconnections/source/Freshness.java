package dataconnections.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long answers may be given, in seconds.
 *
 * @param ttl how long they are fresh; 0 for not at all
 * @param whileRevalidate how long past the ttl while one call refreshes them
 * @param ifError how long past the ttl when the upstream fails
 */
record Freshness(int ttl, int whileRevalidate, int ifError) {

	static Freshness of(ExternalApi api) {
		return new Freshness(api.ttl(), api.staleWhileRevalidate(), api.staleIfError());
	}

	boolean isCached() {
		return this.ttl > 0;
	}

	/** Where an answer comes from that is not remembered yet. */
	Answer.Origin origin() {
		return isCached() ? Answer.Origin.MISS : Answer.Origin.BYPASS;
	}

	/**
	 * Where an answer comes from that somebody was waiting for: from the upstream if it
	 * is as new as can be, otherwise from another replica.
	 */
	Answer.Origin origin(Duration age) {
		if (age.isZero()) {
			return origin();
		}
		return isFresh(age.toNanos()) ? Answer.Origin.HIT : Answer.Origin.STALE;
	}

	boolean isFresh(long ageNanos) {
		return ageNanos < TimeUnit.SECONDS.toNanos(this.ttl);
	}

	boolean mayRevalidateLater(long ageNanos) {
		return ageNanos < TimeUnit.SECONDS.toNanos((long) this.ttl + this.whileRevalidate);
	}

	boolean mayStandIn(long ageNanos) {
		return ageNanos < TimeUnit.SECONDS.toNanos((long) this.ttl + this.ifError);
	}

	/** How long an answer may be of use. */
	Duration lifetime() {
		return Duration.ofSeconds((long) this.ttl + Math.max(this.whileRevalidate, this.ifError));
	}

}
