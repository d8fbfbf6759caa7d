package dataconnections.wire;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large a request's body may be, after decompression.
 *
 * @param maxSize of ordinary calls
 * @param maxUploadSize of {@code upload_data}
 */
@ConfigurationProperties("data-connections.body")
record BodySettings(@DefaultValue("32MB") DataSize maxSize, @DefaultValue("10GB") DataSize maxUploadSize) {

	DataSize maxSize(String path) {
		return path.endsWith("/upload_data") ? this.maxUploadSize : this.maxSize;
	}

}
