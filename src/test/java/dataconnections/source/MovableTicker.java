package dataconnections.source;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;

/** Time that stands still until a test moves it. */
class MovableTicker implements Ticker {

	private final AtomicLong nanos = new AtomicLong(-123_456_789_012L);

	void move(Duration by) {
		this.nanos.addAndGet(by.toNanos());
	}

	@Override
	public long read() {
		return this.nanos.get();
	}

}
