package dataconnections;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The time of caches and deadlines, which passes as usual but can be moved on. */
@TestComponent
@Primary
public class MovableTicker implements Ticker {

	private final AtomicLong ahead = new AtomicLong();

	public void move(Duration by) {
		this.ahead.addAndGet(by.toNanos());
	}

	@Override
	public long read() {
		return System.nanoTime() + this.ahead.get();
	}

}
