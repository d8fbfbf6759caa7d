package dataconnections.limit;

import java.util.Objects;

/**
 * So many requests at once, and so many in each second.
 *
 * @param burst how many at once after a rest
 * @param requestsPerSecond how many are added in each second
 */
record RateLimit(int burst, int requestsPerSecond) {

	static RateLimit of(RateLimitSettings settings) {
		int perSecond = Objects.requireNonNull(settings.requestsPerSecond());
		return new RateLimit((settings.burst() != null) ? settings.burst() : perSecond, perSecond);
	}

	/** As the field {@code RateLimit-Policy} tells it. */
	String policy() {
		return "\"default\";q=" + this.burst + ";w=" + Math.ceilDiv(this.burst, this.requestsPerSecond);
	}

	/**
	 * As the field {@code RateLimit} tells what is left.
	 * @param remaining how many requests may follow at once
	 * @param seconds in how many seconds it will be the whole burst again
	 */
	static String left(long remaining, long seconds) {
		return "\"default\";r=" + remaining + ";t=" + seconds;
	}

}
