package dataconnections.tenant;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How tokens are given.
 *
 * @param lifetime how long a token is valid, from a minute to a day; it ends earlier with
 * the API key that it was given for
 */
@ConfigurationProperties("data-connections.token")
record TokenSettings(@DefaultValue("1h") Duration lifetime) {

	TokenSettings {
		Assert.isTrue(lifetime.compareTo(Duration.ofMinutes(1)) >= 0 && lifetime.compareTo(Duration.ofDays(1)) <= 0,
				() -> "data-connections.token.lifetime must be from 1m to 24h, not " + lifetime);
	}

}
