package dataconnections.connection;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Component;

/**
 * Makes ids of version 7 (RFC 9562, method 3): those of one replica ascend, even within
 * one tick of the clock.
 */
@Component
public class TimeOrderedIds {

	private static final int FRACTION_BITS = 12;

	private static final int NANOS_PER_MILLI = 1_000_000;

	private final SecureRandom random = new SecureRandom();

	private final AtomicLong last = new AtomicLong();

	private final Clock clock;

	TimeOrderedIds(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Makes the next id.
	 * @return an id greater than all before
	 */
	public UUID next() {
		long now = ticks(this.clock.instant());
		long tick = this.last.updateAndGet((before) -> Math.max(before + 1, now));
		long millis = tick >>> FRACTION_BITS;
		long fraction = tick & ((1 << FRACTION_BITS) - 1);
		return new UUID((millis << 16) | 0x7000 | fraction, (this.random.nextLong() >>> 2) | Long.MIN_VALUE);
	}

	private static long ticks(Instant instant) {
		long nanos = Duration.between(instant.truncatedTo(ChronoUnit.MILLIS), instant).toNanos();
		return (instant.toEpochMilli() << FRACTION_BITS) | ((nanos << FRACTION_BITS) / NANOS_PER_MILLI);
	}

}
