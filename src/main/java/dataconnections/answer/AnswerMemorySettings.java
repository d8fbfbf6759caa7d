package dataconnections.answer;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much of the memory answers may take.
 *
 * @param maxMemory what all answers that are read, put together or sent may take at once;
 * 1 MB to 1 TB; a quarter of the heap when it is not set
 * @param maxWait how long a large answer waits for its turn; up to a minute
 */
@ConfigurationProperties("data-connections.answer")
record AnswerMemorySettings(@Nullable DataSize maxMemory, @DefaultValue("5s") Duration maxWait) {

	AnswerMemorySettings {
		Assert.isTrue(
				maxMemory == null || (maxMemory.compareTo(DataSize.ofMegabytes(1)) >= 0
						&& maxMemory.compareTo(DataSize.ofTerabytes(1)) <= 0),
				"data-connections.answer.max-memory must be from 1MB to 1TB, or not set");
		Assert.isTrue(!maxWait.isNegative() && maxWait.compareTo(Duration.ofMinutes(1)) <= 0,
				"data-connections.answer.max-wait must be from 0s to 1m");
	}

	long bytes() {
		return (this.maxMemory != null) ? this.maxMemory.toBytes() : Runtime.getRuntime().maxMemory() / 4;
	}

}
