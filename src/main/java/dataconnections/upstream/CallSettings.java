package dataconnections.upstream;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of outgoing calls.
 *
 * @param maxResponseSize the largest answer, as received and decoded; 1 byte to 64 MB
 * @param connectTimeout how long one attempt to connect, TLS included, may take; 1 ms to
 * 60 s
 * @param maxCalls how many calls may be under way at once; at least 1
 * @param maxCallsPerBrand how many of one brand; 1 to {@code maxCalls}
 * @param maxCallsPerHost how many of one brand to one host and port; 1 to
 * {@code maxCallsPerBrand}
 */
@ConfigurationProperties("data-connections.source")
record CallSettings(@DefaultValue("2MB") DataSize maxResponseSize, @DefaultValue("3s") Duration connectTimeout,
		@DefaultValue("512") int maxCalls, @DefaultValue("128") int maxCallsPerBrand,
		@DefaultValue("64") int maxCallsPerHost) {

	private static final DataSize LARGEST = DataSize.ofMegabytes(64);

	private static final Duration LONGEST = Duration.ofSeconds(60);

	CallSettings {
		Assert.isTrue(maxResponseSize.toBytes() > 0 && maxResponseSize.compareTo(LARGEST) <= 0,
				"data-connections.source.max-response-size must be from 1B to 64MB");
		Assert.isTrue(connectTimeout.toMillis() > 0 && connectTimeout.compareTo(LONGEST) <= 0,
				"data-connections.source.connect-timeout must be from 1ms to 60s");
		Assert.isTrue(maxCalls > 0, "data-connections.source.max-calls must be at least 1");
		Assert.isTrue(maxCallsPerBrand > 0 && maxCallsPerBrand <= maxCalls,
				"data-connections.source.max-calls-per-brand must be from 1 to max-calls");
		Assert.isTrue(maxCallsPerHost > 0 && maxCallsPerHost <= maxCallsPerBrand,
				"data-connections.source.max-calls-per-host must be from 1 to max-calls-per-brand");
	}

}
