package dataconnections.wire;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How large the body of a call that brings rows may be.
 *
 * @param maxSize the most, after decompression; at least one byte
 */
@ConfigurationProperties("data-connections.upload")
record UploadBodySettings(@DefaultValue("10GB") DataSize maxSize) {

	UploadBodySettings {
		Assert.isTrue(maxSize.toBytes() > 0, "data-connections.upload.max-size must be at least 1B");
	}

}
