package dataconnections.answer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much of the memory answers may take.
 *
 * @param maxMemory what all answers that are read, put together or sent may take at once;
 * 1 MB to 1 TB; a quarter of the heap when it is not set
 */
@ConfigurationProperties("data-connections.answer")
record AnswerMemorySettings(@Nullable DataSize maxMemory) {

	AnswerMemorySettings {
		Assert.isTrue(
				maxMemory == null || (maxMemory.compareTo(DataSize.ofMegabytes(1)) >= 0
						&& maxMemory.compareTo(DataSize.ofTerabytes(1)) <= 0),
				"data-connections.answer.max-memory must be from 1MB to 1TB, or not set");
	}

	long bytes() {
		return (this.maxMemory != null) ? this.maxMemory.toBytes() : Runtime.getRuntime().maxMemory() / 4;
	}

}
