package dataconnections.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * What an upload may hold.
 *
 * @param maxRowSize the largest record, as JSON in UTF-8; 1 KB to 128 MB, of which JSONB
 * can hold twice as much
 */
@ConfigurationProperties("data-connections.rows")
record UploadSettings(@DefaultValue("2MB") DataSize maxRowSize) {

	UploadSettings {
		Assert.isTrue(
				maxRowSize.compareTo(DataSize.ofKilobytes(1)) >= 0
						&& maxRowSize.compareTo(DataSize.ofMegabytes(128)) <= 0,
				"data-connections.rows.max-row-size must be from 1KB to 128MB");
	}

}
