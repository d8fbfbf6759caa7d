package dataconnections.announcement;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * What is known of changes in the database, whichever replica made them. Nothing that was
 * read is relied on when it may have been changed more than {@link #DELAY} ago: while the
 * database is listened to, because changes are heard of; otherwise, and if there is the
 * slightest doubt, because nothing is relied on for longer. Only where the database
 * cannot be read at all does what was known last stand in, for as long as the settings
 * allow.
 */
@Service
public class Announcements {

	/** How long a committed change may go unnoticed on any replica, at most. */
	public static final Duration DELAY = Duration.ofSeconds(1);

	private static final long DELAY_NANOS = DELAY.toNanos();

	private final Ticker ticker;

	private final List<Subject<?>> subjects = new CopyOnWriteArrayList<>();

	private final Duration maxSilence;

	private volatile @Nullable Listening listening;

	private volatile @Nullable Listening last;

	Announcements(Ticker ticker, AnnouncementSettings settings) {
		this.ticker = ticker;
		this.maxSilence = settings.maxSilence();
	}

	/**
	 * A memory of what is read from the database.
	 * @param subject the first word of the announcements that concern it
	 * @param read reads what a key stands for; null for nothing
	 * @param changed finds, in the rest of an announcement, the key of what has changed;
	 * null for all of them
	 * @param <K> the keys, which have an equality of their own
	 * @param <V> what is remembered
	 * @return the memory, empty
	 */
	public <K, V> Memory<K, V> remember(String subject, Function<K, @Nullable V> read,
			Function<String, @Nullable K> changed) {
		Memory<K, V> memory = new Memory<>(this, this.ticker, read);
		this.subjects.add(new Subject<>(subject + " ", memory, changed));
		return memory;
	}

	boolean isRecent(long readAt) {
		return this.ticker.read() - readAt < DELAY_NANOS;
	}

	/** Whether what was read is relied on, as long as it is not older than that. */
	boolean holds(long readAt, Duration lifetime) {
		long now = this.ticker.read();
		Listening current = this.listening;
		return now - readAt < DELAY_NANOS || (now - readAt < lifetime.toNanos() && current != null
				&& current.covers(readAt) && now - current.until() < DELAY_NANOS);
	}

	/** Whether what was read may stand in for what cannot be read. */
	boolean stands(long readAt) {
		return this.ticker.read() - knownToBeTrueAt(readAt) < this.maxSilence.toNanos();
	}

	private long knownToBeTrueAt(long readAt) {
		Listening latest = (this.listening != null) ? this.listening : this.last;
		return (latest != null && latest.covers(readAt) && latest.until() - readAt > 0) ? latest.until() : readAt;
	}

	Duration maxSilence() {
		return this.maxSilence;
	}

	/** Every change that is committed from then on is heard of. */
	void begin(long then) {
		this.listening = new Listening(then, then);
	}

	/** Every change that was committed before then has been heard of. */
	void confirm(long then) {
		Listening current = this.listening;
		this.listening = (current != null) ? current.until(then) : null;
	}

	/** From now on changes may go unheard; true if they were heard of before. */
	boolean end() {
		Listening ended = this.listening;
		this.listening = null;
		this.last = (ended != null) ? ended : this.last;
		return ended != null;
	}

	/** Whether it is known that what was read now would be heard of if it changed. */
	boolean isListening() {
		Listening current = this.listening;
		return current != null && this.ticker.read() - current.until() < DELAY_NANOS;
	}

	void hear(String announcement) {
		this.subjects.forEach((subject) -> subject.hear(announcement + " "));
	}

	private record Subject<K>(String prefix, Memory<K, ?> memory, Function<String, @Nullable K> changed) {

		void hear(String announcement) {
			if (announcement.startsWith(this.prefix)) {
				K key = key(announcement.substring(this.prefix.length()).strip());
				if (key != null) {
					this.memory.forget(key);
				}
				else {
					this.memory.forgetAll();
				}
			}
		}

		/** What is not understood may concern anything. */
		private @Nullable K key(String rest) {
			try {
				return this.changed.apply(rest);
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

	}

}
