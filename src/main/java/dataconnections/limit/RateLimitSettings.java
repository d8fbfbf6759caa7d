package dataconnections.limit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * How many requests each API key may make of each replica. Without a number, any.
 *
 * @param requestsPerSecond how many in each second, in the long run; 1 to 1,000,000;
 * unlimited when it is not set
 * @param burst how many at once after a rest; 1 to 1,000,000; as many as in a second when
 * it is not set
 */
@ConfigurationProperties("data-connections.rate-limit")
record RateLimitSettings(@Nullable Integer requestsPerSecond, @Nullable Integer burst) {

	private static final int MOST = 1_000_000;

	RateLimitSettings {
		check("requests-per-second", requestsPerSecond);
		check("burst", burst);
		Assert.isTrue(burst == null || requestsPerSecond != null,
				"data-connections.rate-limit.burst needs data-connections.rate-limit.requests-per-second");
	}

	private static void check(String name, @Nullable Integer number) {
		Assert.isTrue(number == null || (number >= 1 && number <= MOST),
				() -> "data-connections.rate-limit." + name + " must be from 1 to " + MOST + ", or not set");
	}

}
