package dataconnections.source;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of a look-up of many answers.
 *
 * @param concurrency how many calls it makes at once; 1 to 1,000
 * @param timeout how long it may take in all; what is not there by then is out of time
 * @param maxSize how much memory its answers may take together; at least 1 byte
 */
@ConfigurationProperties("data-connections.batch")
record LookupSettings(@DefaultValue("16") int concurrency, @DefaultValue("60s") Duration timeout,
		@DefaultValue("32MB") DataSize maxSize) {

	LookupSettings {
		Assert.isTrue(concurrency >= 1 && concurrency <= 1000,
				"data-connections.batch.concurrency must be from 1 to 1000");
		Assert.isTrue(maxSize.toBytes() > 0, "data-connections.batch.max-size must be at least 1B");
		Assert.isTrue(timeout.isPositive(), "data-connections.batch.timeout must be longer than 0");
	}

}
