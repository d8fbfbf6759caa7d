package dataconnections.upstream;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When an upstream that fails is left alone.
 *
 * @param failureRate the percentage of failed calls from which on it is; 1 to 100
 * @param minimumCalls how many calls must have been made before that is judged; 1 to
 * 1,000
 * @param window of which time the calls count; 2 s to 10 min
 * @param openFor how long it is left alone; 1 s to 10 min
 * @param probes how many calls then find out whether it is back; 1 to 100
 */
@ConfigurationProperties("data-connections.source.breaker")
record BreakerSettings(@DefaultValue("50") int failureRate, @DefaultValue("10") int minimumCalls,
		@DefaultValue("30s") Duration window, @DefaultValue("10s") Duration openFor, @DefaultValue("3") int probes) {

	static final Duration LONGEST = Duration.ofMinutes(10);

	private static final String PREFIX = "data-connections.source.breaker.";

	BreakerSettings {
		require("failure-rate", failureRate >= 1 && failureRate <= 100, "from 1 to 100");
		require("minimum-calls", minimumCalls >= 1 && minimumCalls <= 1000, "from 1 to 1000");
		require("window", window.toSeconds() >= 2 && window.compareTo(LONGEST) <= 0, "from 2s to 10m");
		require("open-for", openFor.toSeconds() >= 1 && openFor.compareTo(LONGEST) <= 0, "from 1s to 10m");
		require("probes", probes >= 1 && probes <= 100, "from 1 to 100");
	}

	private static void require(String name, boolean valid, String range) {
		Assert.isTrue(valid, () -> PREFIX + name + " must be " + range);
	}

}
