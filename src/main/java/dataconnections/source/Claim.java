package dataconnections.source;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dataconnections.upstream.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How somebody who wants an answer comes to it.
 */
sealed interface Claim {

	/**
	 * It is there.
	 *
	 * @param answer the answer
	 * @param origin whether it is fresh
	 */
	record Known(CachedAnswer answer, Answer.Origin origin) implements Claim {
	}

	/**
	 * Somebody else is asking for it.
	 *
	 * @param result what is to be waited for
	 * @param substitute what may be given if that fails
	 */
	record Pending(CompletableFuture<CachedAnswer> result, @Nullable CachedAnswer substitute) implements Claim {
	}

	/**
	 * It has to be asked for. Whoever gets this claim must settle it or break it off,
	 * since others wait for it. Only the first of these has an effect, however many
	 * threads try.
	 *
	 * @param result what others wait for
	 * @param meanwhile what is given without waiting
	 * @param substitute what may be given if asking fails
	 * @param end how the result is made known
	 * @param ended whether it is
	 */
	record Mine(CompletableFuture<CachedAnswer> result, @Nullable CachedAnswer meanwhile,
			@Nullable CachedAnswer substitute, End end, AtomicBoolean ended) implements Claim {

		Mine(CompletableFuture<CachedAnswer> result, @Nullable CachedAnswer meanwhile,
				@Nullable CachedAnswer substitute, End end) {
			this(result, meanwhile, substitute, end, new AtomicBoolean());
		}

		void settle(Outcome outcome) {
			if (this.ended.compareAndSet(false, true)) {
				this.end.with(outcome, Duration.ZERO, null);
			}
		}

		/** Settles it with an answer that another replica was given. */
		void settle(SharedAnswer answer) {
			if (this.ended.compareAndSet(false, true)) {
				this.end.with(answer.answered(), answer.age(), null);
			}
		}

		/** Whether there is an older answer for those who cannot have a fresh one. */
		boolean knowsOlder() {
			return this.meanwhile != null || this.substitute != null;
		}

		/** Those who wait may ask for themselves after a {@link GivenUpException}. */
		void breakOff(Throwable cause) {
			if (this.ended.compareAndSet(false, true)) {
				this.end.with(null, Duration.ZERO, cause);
			}
		}

	}

	/** How the result of a call is made known. */
	interface End {

		/**
		 * Makes it known.
		 * @param outcome the result; null when the call broke off
		 * @param age how old it is
		 * @param failure why the call broke off
		 */
		void with(@Nullable Outcome outcome, Duration age, @Nullable Throwable failure);

	}

}
