package dataconnections.query;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * What a look-up may answer.
 *
 * @param maxAnswerSize the most that the records of one answer may weigh together; 1 KB
 * to 1 GB
 */
@ConfigurationProperties("data-connections.query")
record QuerySettings(@DefaultValue("32MB") DataSize maxAnswerSize) {

	QuerySettings {
		Assert.isTrue(
				maxAnswerSize.compareTo(DataSize.ofKilobytes(1)) >= 0
						&& maxAnswerSize.compareTo(DataSize.ofGigabytes(1)) <= 0,
				"data-connections.query.max-answer-size must be from 1KB to 1GB");
	}

}
