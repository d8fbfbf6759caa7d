package dataconnections.upstream;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long a call waits before it is repeated.
 *
 * @param firstWait the longest wait before the first retry, doubled before each further
 * one; 1 ms to 10 s
 * @param longestWait the longest wait before any; {@code firstWait} to 60 s
 */
@ConfigurationProperties("data-connections.source.retry")
record RetrySettings(@DefaultValue("100ms") Duration firstWait, @DefaultValue("5s") Duration longestWait) {

	private static final Duration LONGEST_FIRST = Duration.ofSeconds(10);

	private static final Duration LONGEST = Duration.ofSeconds(60);

	RetrySettings {
		Assert.isTrue(firstWait.toMillis() > 0 && firstWait.compareTo(LONGEST_FIRST) <= 0,
				"data-connections.source.retry.first-wait must be from 1ms to 10s");
		Assert.isTrue(longestWait.compareTo(firstWait) >= 0 && longestWait.compareTo(LONGEST) <= 0,
				"data-connections.source.retry.longest-wait must be from first-wait to 60s");
	}

}
