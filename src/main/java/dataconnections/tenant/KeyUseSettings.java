package dataconnections.tenant;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the uses of keys are noted.
 *
 * @param lastUsedInterval how often is written when keys were last used; 1 s to 24 h
 */
@ConfigurationProperties("data-connections.keys")
record KeyUseSettings(@DefaultValue("1m") Duration lastUsedInterval) {

	KeyUseSettings {
		Assert.isTrue(
				lastUsedInterval.compareTo(Duration.ofSeconds(1)) >= 0
						&& lastUsedInterval.compareTo(Duration.ofDays(1)) <= 0,
				"data-connections.keys.last-used-interval must be from 1s to 24h");
	}

}
