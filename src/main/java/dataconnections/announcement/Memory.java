package dataconnections.announcement;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was read from the database for up to a minute, and no longer than
 * {@link Announcements} vouch for it. That there is nothing is not remembered. Those who
 * want the same at the same time share one reading, if it began when or after they came.
 *
 * @param <K> the keys
 * @param <V> what is remembered
 */
public final class Memory<K, V> {

	private static final Duration LIFETIME = Duration.ofMinutes(1);

	private static final int MAX_SIZE = 100_000;

	private final Announcements announcements;

	private final Ticker ticker;

	private final Function<K, @Nullable V> read;

	private final AsyncCache<K, @Nullable Reading<V>> cache;

	Memory(Announcements announcements, Ticker ticker, Function<K, @Nullable V> read) {
		this.announcements = announcements;
		this.ticker = ticker;
		this.read = read;
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterWrite(LIFETIME)
			.maximumSize(MAX_SIZE)
			.executor(Executors.newVirtualThreadPerTaskExecutor())
			.buildAsync();
	}

	/**
	 * What a key stands for, as of at most {@link Announcements#DELAY} ago.
	 * @param key the key
	 * @return what it stands for, if anything
	 */
	public Optional<V> get(K key) {
		Optional<V> known = recall(key);
		return known.isPresent() ? known
				: Optional.ofNullable(await(this.cache.get(key, this::read))).map(Reading::value);
	}

	/**
	 * What is remembered of a key, without reading anything for it.
	 * @param key the key
	 * @return what it stands for, as of at most {@link Announcements#DELAY} ago
	 */
	public Optional<V> recall(K key) {
		CompletableFuture<@Nullable Reading<V>> known = this.cache.getIfPresent(key);
		if (known != null) {
			boolean underWay = !known.isDone();
			Reading<V> reading = await(known);
			// What is announced while a reading is under way does not reach those who
			// wait for it.
			if (reading != null && (underWay ? this.announcements.isRecent(reading.at())
					: this.announcements.holds(reading.at()))) {
				return Optional.of(reading.value());
			}
			this.cache.asMap().remove(key, known);
		}
		return Optional.empty();
	}

	/**
	 * Forgets what a key stands for, readings that are under way included.
	 * @param key the key
	 */
	public void forget(K key) {
		this.cache.asMap().remove(key);
	}

	void forgetAll() {
		this.cache.asMap().keySet().forEach(this::forget);
	}

	private @Nullable Reading<V> read(K key) {
		long at = this.ticker.read();
		V value = this.read.apply(key);
		return (value != null) ? new Reading<>(value, at) : null;
	}

	private static <T extends @Nullable Object> T await(CompletableFuture<T> reading) {
		try {
			return reading.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

	/**
	 * Something that was read.
	 *
	 * @param value what it was
	 * @param at when it was about to be read, in the ticker's nanoseconds
	 */
	private record Reading<V>(V value, long at) {
	}

}
