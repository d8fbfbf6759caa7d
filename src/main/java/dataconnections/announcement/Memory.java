package dataconnections.announcement;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Remembers what was read from the database for up to a minute, and no longer than
 * {@link Announcements} vouch for it. That there is nothing is not remembered. Those who
 * want the same at the same time share one reading, if it began when or after they came.
 * Where the database does not answer in time, what was known last stands in for a while,
 * unless it is known to have changed.
 *
 * @param <K> the keys
 * @param <V> what is remembered
 */
public final class Memory<K, V> {

	static final Duration LIFETIME = Duration.ofMinutes(1);

	/** How long the database is waited for by those who could do without. */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private static final int MAX_SIZE = 100_000;

	private final Announcements announcements;

	private final Ticker ticker;

	private final Function<K, @Nullable V> read;

	private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

	private final AsyncCache<K, @Nullable Reading<V>> cache;

	Memory(Announcements announcements, Ticker ticker, Function<K, @Nullable V> read) {
		this.announcements = announcements;
		this.ticker = ticker;
		this.read = read;
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterWrite(LIFETIME.plus(announcements.maxSilence()))
			.maximumSize(MAX_SIZE)
			.executor(this.executor)
			.buildAsync();
	}

	/**
	 * What a key stands for, as of at most {@link Announcements#DELAY} ago while the
	 * database can be read.
	 * @param key the key
	 * @return what it stands for, if anything
	 */
	public Optional<V> get(K key) {
		Optional<V> known = recall(key);
		while (known.isEmpty()) {
			CompletableFuture<@Nullable Reading<V>> begun = begin(key);
			Reading<V> reading = await(begun);
			if (reading == null) {
				return Optional.empty();
			}
			known = Optional.of(reading).filter((it) -> !it.isSubstitute() || isKept(key, begun)).map(Reading::value);
		}
		return known;
	}

	/**
	 * What is remembered of a key, without reading anything for it.
	 * @param key the key
	 * @return what it stands for, as {@link #get} would give it
	 */
	public Optional<V> recall(K key) {
		CompletableFuture<@Nullable Reading<V>> known = this.cache.getIfPresent(key);
		if (known == null || known.isCompletedExceptionally()) {
			return Optional.empty();
		}
		boolean underWay = !known.isDone();
		return Optional.ofNullable(await(known))
			.filter((reading) -> isBelieved(key, known, reading, underWay))
			.map(Reading::value);
	}

	/**
	 * What is announced while a reading is under way does not reach those who wait for
	 * it.
	 */
	private boolean isBelieved(K key, CompletableFuture<@Nullable Reading<V>> known, Reading<V> reading,
			boolean underWay) {
		if (reading.isSubstitute()) {
			return this.announcements.isRecent(reading.triedAt()) && this.announcements.stands(reading.at())
					&& isKept(key, known);
		}
		return underWay ? this.announcements.isRecent(reading.at()) : this.announcements.holds(reading.at(), LIFETIME);
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean isKept(K key, CompletableFuture<@Nullable Reading<V>> known) {
		return this.cache.asMap().get(key) == known;
	}

	/**
	 * Nothing is read before it can be forgotten: what is announced from then on drops
	 * it.
	 */
	@SuppressWarnings("ReferenceEquality")
	private CompletableFuture<@Nullable Reading<V>> begin(K key) {
		CompletableFuture<@Nullable Reading<V>> mine = new CompletableFuture<>();
		AtomicReference<@Nullable Reading<V>> older = new AtomicReference<>();
		CompletableFuture<@Nullable Reading<V>> begun = this.cache.asMap().compute(key, (same, known) -> {
			if (known != null && !known.isDone()) {
				return known;
			}
			older.set((known != null && !known.isCompletedExceptionally()) ? known.join() : null);
			return mine;
		});
		if (begun == mine) {
			begin(key, mine, older.get());
		}
		return Objects.requireNonNull(begun);
	}

	private void begin(K key, CompletableFuture<@Nullable Reading<V>> result, @Nullable Reading<V> older) {
		Reading<V> substitute = (older != null && this.announcements.stands(older.at())) ? older : null;
		try {
			this.executor.execute(() -> read(key, result, substitute));
			if (substitute != null) {
				CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, this.executor)
					.execute(() -> result.complete(triedNow(substitute)));
			}
		}
		catch (RuntimeException | Error ex) {
			result.completeExceptionally(ex);
			throw ex;
		}
	}

	private void read(K key, CompletableFuture<@Nullable Reading<V>> result, @Nullable Reading<V> substitute) {
		try {
			result.complete(read(key));
		}
		catch (DataAccessException | TransactionException ex) {
			if (substitute == null || !result.complete(triedNow(substitute))) {
				result.completeExceptionally(ex);
			}
		}
		catch (RuntimeException | Error ex) {
			result.completeExceptionally(ex);
		}
	}

	private Reading<V> triedNow(Reading<V> reading) {
		return new Reading<>(reading.value(), reading.at(), this.ticker.read());
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
		return (value != null) ? new Reading<>(value, at, at) : null;
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
	 * Something that was read. All times are the ticker's nanoseconds.
	 *
	 * @param value what it was
	 * @param at when it was about to be read
	 * @param triedAt when that failed last; the same where it has not
	 */
	private record Reading<V>(V value, long at, long triedAt) {

		boolean isSubstitute() {
			return this.at != this.triedAt;
		}

	}

}
