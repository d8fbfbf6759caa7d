package dataconnections.upstream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it. */
public final class MovableTicker implements Ticker {

	private final AtomicLong nanos = new AtomicLong(-123_456_789_012L);

	private final AtomicReference<@Nullable Runnable> event = new AtomicReference<>();

	public void move(Duration by) {
		this.nanos.addAndGet(by.toNanos());
	}

	/** What happens while somebody looks at the time, once. */
	public void onNextRead(Runnable event) {
		this.event.set(event);
	}

	@Override
	public long read() {
		Runnable happening = this.event.getAndSet(null);
		if (happening != null) {
			happening.run();
		}
		return this.nanos.get();
	}

}
