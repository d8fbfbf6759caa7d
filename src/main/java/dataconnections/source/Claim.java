package dataconnections.source;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * How somebody who wants an answer comes to it.
 */
sealed interface Claim {

	/**
	 * It is there.
	 *
	 * @param answer the answer
	 */
	record Known(Answer answer) implements Claim {
	}

	/**
	 * Somebody else is asking for it.
	 *
	 * @param result what is to be waited for
	 * @param substitute what may be given if that fails
	 */
	record Pending(CompletableFuture<CachedAnswer> result, @Nullable Answer substitute) implements Claim {
	}

	/**
	 * It has to be asked for. Whoever gets this claim must settle it or break it off,
	 * since others wait for it.
	 *
	 * @param result what others wait for
	 * @param meanwhile what is given without waiting
	 * @param substitute what may be given if asking fails
	 * @param end how the result is made known
	 */
	record Mine(CompletableFuture<CachedAnswer> result, @Nullable Answer meanwhile, @Nullable Answer substitute,
			BiConsumer<@Nullable Outcome, @Nullable Throwable> end) implements Claim {

		void settle(Outcome outcome) {
			this.end.accept(outcome, null);
		}

		/** After settling it has no effect. */
		void giveUp(Outcome outcome) {
			if (!this.result.isDone()) {
				settle(outcome);
			}
		}

		/** After settling it has no effect. */
		void breakOff(Throwable cause) {
			if (!this.result.isDone()) {
				this.end.accept(null, cause);
			}
		}

	}

}
