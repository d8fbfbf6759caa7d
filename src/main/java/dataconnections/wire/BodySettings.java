package dataconnections.wire;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How large the body of an ordinary call may be.
 *
 * @param maxSize the most, after decompression; at least one byte
 */
@ConfigurationProperties("data-connections.body")
record BodySettings(@DefaultValue("32MB") DataSize maxSize) {

	BodySettings {
		Assert.isTrue(maxSize.toBytes() > 0, "data-connections.body.max-size must be at least 1B");
	}

}
