package dataconnections.row;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dataconnections.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Shares places among brands, so that none keeps the others from theirs. What is beyond
 * waits for its turn, not for long.
 */
final class Turns {

	private final Rule rule;

	private final TurnOrder order;

	private final Counter refused;

	Turns(Rule rule, String kind, MeterRegistry registry) {
		this.rule = rule;
		this.order = new TurnOrder(rule.places(), rule.perBrand());
		this.refused = Counter.builder("turns.refused")
			.description("Work that was answered 503 since its brand had too much under way")
			.tag("kind", kind)
			.register(registry);
	}

	/**
	 * Does some work, of which a part may wait for its turn.
	 * @throws ProblemException when too much is under way or waiting, status 503
	 */
	<T> T among(UUID brand, Supplier<T> work) {
		if (!this.order.come(brand, this.rule.perBrand() + this.rule.waiting())) {
			throw refusal();
		}
		try {
			return work.get();
		}
		finally {
			this.order.go(brand);
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
		CompletableFuture<Boolean> turn = this.order.take(brand);
		if (!turn.isDone()) {
			turn.completeOnTimeout(false, this.rule.atMost().toNanos(), TimeUnit.NANOSECONDS);
		}
		if (!turn.join()) {
			this.order.leave(brand);
			throw refusal();
		}
		return () -> this.order.end(brand);
	}

	private ProblemException refusal() {
		this.refused.increment();
		return ProblemException.unavailable(this.rule.refusal(), this.rule.retryAfter(), null);
	}

	/**
	 * How much is how long waited for.
	 *
	 * @param places what all brands do at once
	 * @param perBrand what one brand does at once
	 * @param waiting how many of a brand wait at most, of those that are counted
	 * @param atMost how long each waits at most
	 * @param refusal what is told to those that cannot have a turn
	 * @param retryAfter when they may come again
	 */
	record Rule(int places, int perBrand, int waiting, Duration atMost, String refusal, Duration retryAfter) {
	}

	/** A turn that was given. */
	interface Turn {

		void end();

	}

}
