package dataconnections.limit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * What each API key has left. A key that has rested until it has all of it again is
 * forgotten.
 */
class RateLimitedKeys {

	private static final int MOST = 100_000;

	private final RateLimit limit;

	private final TimeMeter meter;

	private final Cache<String, Bucket> buckets;

	RateLimitedKeys(RateLimit limit, Ticker ticker) {
		this.limit = limit;
		this.meter = new TimeMeter() {

			@Override
			public long currentTimeNanos() {
				return ticker.read();
			}

			@Override
			public boolean isWallClockBased() {
				return false;
			}

		};
		this.buckets = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterAccess(Duration.ofSeconds(Math.ceilDiv(limit.burst(), limit.requestsPerSecond())))
			.maximumSize(MOST)
			.build();
	}

	/** Takes one request, if there is one left. */
	ConsumptionProbe take(String key) {
		return this.buckets.get(key, (unknown) -> full()).tryConsumeAndReturnRemaining(1);
	}

	private Bucket full() {
		return Bucket.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(this.limit.burst())
				.refillGreedy(this.limit.requestsPerSecond(), Duration.ofSeconds(1)))
			.withCustomTimePrecision(this.meter)
			.build();
	}

}
