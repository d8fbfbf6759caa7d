package dataconnections.shared;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whether replicas share their answers, and how little may be waited for that.
 *
 * @param enabled whether they do; the server is named by {@code spring.data.redis}
 * @param timeout how long a look-up waits for the server, and how long connecting may
 * take; 1 ms to 5 s
 */
@ConfigurationProperties("data-connections.shared-cache")
record SharedSettings(@DefaultValue("false") boolean enabled, @DefaultValue("100ms") Duration timeout) {

	SharedSettings {
		Assert.isTrue(timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofSeconds(5)) <= 0,
				"data-connections.shared-cache.timeout must be from 1ms to 5s");
	}

}
