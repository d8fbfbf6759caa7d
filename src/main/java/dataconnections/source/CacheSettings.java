package dataconnections.source;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much is remembered of upstreams' answers.
 *
 * @param maxSize the memory for all answers together; what is asked for least is
 * forgotten first
 */
@ConfigurationProperties("data-connections.cache")
record CacheSettings(@DefaultValue("64MB") DataSize maxSize) {

	CacheSettings {
		Assert.isTrue(maxSize.toBytes() >= 0, "data-connections.cache.max-size must be at least 0B");
	}

}
