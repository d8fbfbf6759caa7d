package dataconnections.idempotency;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long it is remembered what was done under an {@code Idempotency-Key}.
 *
 * @param keepFor how long an answer is kept for the same request sent again; 1m to 30d
 * @param sweepInterval between two sweeps of those that are no longer kept; 1s to 1d
 */
@ConfigurationProperties("data-connections.idempotency")
record IdempotencySettings(@DefaultValue("24h") Duration keepFor, @DefaultValue("1m") Duration sweepInterval) {

	IdempotencySettings {
		check("keep-for", keepFor, Duration.ofMinutes(1), Duration.ofDays(30), "1m to 30d");
		check("sweep-interval", sweepInterval, Duration.ofSeconds(1), Duration.ofDays(1), "1s to 1d");
	}

	private static void check(String name, Duration value, Duration min, Duration max, String range) {
		Assert.isTrue(value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
				() -> "data-connections.idempotency." + name + " must be from " + range + ", not " + value);
	}

}
