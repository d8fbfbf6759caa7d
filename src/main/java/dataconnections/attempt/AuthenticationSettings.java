package dataconnections.attempt;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How often an address may show wrong credentials.
 *
 * @param maxFailures how often in one window, 1 to 1,000,000
 * @param failureWindow the window, a second to an hour; within it what was used up comes
 * back evenly
 */
@ConfigurationProperties("data-connections.authentication")
record AuthenticationSettings(@DefaultValue("30") int maxFailures, @DefaultValue("1m") Duration failureWindow) {

	AuthenticationSettings {
		Assert.isTrue(maxFailures >= 1 && maxFailures <= 1_000_000,
				() -> "data-connections.authentication.max-failures must be from 1 to 1000000, not " + maxFailures);
		Assert.isTrue(
				failureWindow.compareTo(Duration.ofSeconds(1)) >= 0
						&& failureWindow.compareTo(Duration.ofHours(1)) <= 0,
				() -> "data-connections.authentication.failure-window must be from 1s to 1h, not " + failureWindow);
	}

}
