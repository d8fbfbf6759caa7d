package dataconnections.row;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dataconnections.problem.ProblemException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;

/**
 * Lets each brand do so much of something at once, so that none keeps the others from it.
 * What is beyond waits for its turn, in order and not for long.
 */
final class Turns {

	private final Rule rule;

	/** Those in use, which a turn that was given holds, and no others. */
	private final Cache<UUID, BrandTurns> brands = Caffeine.newBuilder().weakValues().build();

	Turns(Rule rule) {
		this.rule = rule;
	}

	/**
	 * Does some work, of which a part may wait for its turn.
	 * @throws ProblemException when too much is under way or waiting, status 503
	 */
	<T> T among(UUID brand, Supplier<T> work) {
		BrandTurns turns = of(brand);
		turns.take(turns.comers);
		try {
			return work.get();
		}
		finally {
			turns.comers.releasePermission();
		}
	}

	/**
	 * Does some work in turn.
	 * @throws ProblemException when the turn does not come in time, status 503
	 */
	<T> T in(UUID brand, Supplier<T> work) {
		Turn turn = take(brand);
		try {
			return work.get();
		}
		finally {
			turn.end();
		}
	}

	/** Waits for a turn, which is to be ended. */
	Turn take(UUID brand) {
		BrandTurns turns = of(brand);
		turns.take(turns.turns);
		return turns::end;
	}

	private BrandTurns of(UUID brand) {
		return this.brands.get(brand, (id) -> new BrandTurns(this.rule));
	}

	/**
	 * How much is how long waited for.
	 *
	 * @param atOnce what a brand does at once
	 * @param waiting how many wait at most, of those that are counted
	 * @param atMost how long each waits at most
	 * @param refusal what is told to those that cannot have a turn
	 * @param retryAfter when they may come again
	 */
	record Rule(int atOnce, int waiting, Duration atMost, String refusal, Duration retryAfter) {
	}

	/** A turn that was given. */
	interface Turn {

		void end();

	}

	private static final class BrandTurns {

		private final Rule rule;

		private final Bulkhead comers;

		private final Bulkhead turns;

		BrandTurns(Rule rule) {
			this.rule = rule;
			this.comers = bulkhead(rule.atOnce() + rule.waiting(), Duration.ZERO);
			this.turns = bulkhead(rule.atOnce(), rule.atMost());
		}

		void take(Bulkhead bulkhead) {
			if (!bulkhead.tryAcquirePermission()) {
				throw ProblemException.unavailable(this.rule.refusal(), this.rule.retryAfter(), null);
			}
		}

		void end() {
			this.turns.releasePermission();
		}

		private static Bulkhead bulkhead(int most, Duration wait) {
			return Bulkhead.of("turns", BulkheadConfig.custom().maxConcurrentCalls(most).maxWaitDuration(wait).build());
		}

	}

}
