package dataconnections.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an upload may hold.
 *
 * @param maxRowSize the largest record, as JSON in UTF-8
 */
@ConfigurationProperties("data-connections.rows")
record UploadSettings(@DefaultValue("2MB") DataSize maxRowSize) {
}
