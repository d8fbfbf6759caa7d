package dataconnections.source;

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

	boolean isFresh(long ageNanos) {
		return ageNanos < TimeUnit.SECONDS.toNanos(this.ttl);
	}

	boolean mayRevalidateLater(long ageNanos) {
		return ageNanos < TimeUnit.SECONDS.toNanos((long) this.ttl + this.whileRevalidate);
	}

	boolean mayStandIn(long ageNanos) {
		return ageNanos < TimeUnit.SECONDS.toNanos((long) this.ttl + this.ifError);
	}

	long lifetimeNanos() {
		return TimeUnit.SECONDS.toNanos((long) this.ttl + Math.max(this.whileRevalidate, this.ifError));
	}

}
