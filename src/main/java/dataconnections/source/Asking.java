package dataconnections.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import dataconnections.upstream.Deadline;
import dataconnections.upstream.Failure;
import dataconnections.upstream.Inherited;
import dataconnections.upstream.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Asks for what was claimed, and sees to it that every claim ends, whatever happens.
 */
@Component
class Asking {

	private static final Logger logger = LoggerFactory.getLogger(Asking.class);

	private final Fetcher fetcher;

	private final Sharing sharing;

	private final long maxBytes;

	Asking(Fetcher fetcher, Sharing sharing, LookupSettings settings) {
		this.fetcher = fetcher;
		this.sharing = sharing;
		this.maxBytes = settings.maxSize().toBytes();
	}

	/**
	 * Asks on a thread of its own, so that those who share the call get their answer even
	 * when this caller leaves.
	 * @param claims what is asked for, by their keys
	 * @param wanted the same
	 * @param deadline when it is given up
	 */
	void start(Map<AnswerKey, Claim.Mine> claims, List<Wanted> wanted, Deadline deadline) {
		try {
			Thread.ofVirtual().name("look-up").start(Inherited.by(() -> ask(claims, wanted, deadline)));
		}
		catch (RuntimeException | Error ex) {
			breakOff(claims, ex);
			throw ex;
		}
	}

	private void ask(Map<AnswerKey, Claim.Mine> claimed, List<Wanted> wanted, Deadline deadline) {
		Map<AnswerKey, Claim.Mine> claims = new HashMap<>(claimed);
		AtomicLong left = new AtomicLong(this.maxBytes);
		Thread asker = Thread.currentThread();
		try {
			Map<AnswerKey, SharedAnswer> shared = this.sharing.find(wanted);
			List<Wanted> open = this.sharing.settle(wanted, shared, claims);
			if (!open.isEmpty()) {
				this.fetcher.ask(open, (one, outcome) -> {
					Claim.Mine claim = Objects.requireNonNull(claims.get(one.key()));
					if (!settle(one, claim, outcome, shared.get(one.key()), left)) {
						asker.interrupt();
					}
				}, deadline);
			}
			breakOff(claims, new IllegalStateException("A call gave no outcome"));
		}
		catch (InterruptedException | TimeoutException ex) {
			breakOff(claims, new GivenUpException((left.get() < 0) ? Failure.ANSWERS_TOO_LARGE : Failure.TIMEOUT));
		}
		catch (RuntimeException | Error ex) {
			logger.error("A look-up broke off", ex);
			breakOff(claims, ex);
		}
		finally {
			breakOff(claimed, new IllegalStateException("A claim was left open"));
		}
	}

	/**
	 * What is too much for this look-up may not be for those who share a part of it.
	 * @return false when it is too much: then no answer that is still to come fits either
	 */
	private boolean settle(Wanted one, Claim.Mine claim, Outcome outcome, @Nullable SharedAnswer shared,
			AtomicLong left) {
		if (outcome instanceof Outcome.Answered answered && left.addAndGet(-answered.json().length) < 0) {
			claim.breakOff(new GivenUpException(Failure.ANSWERS_TOO_LARGE));
			return false;
		}
		if (shared != null && outcome instanceof Outcome.Failed failed && failed.isPassing() && !claim.knowsOlder()
				&& one.freshness().mayStandIn(shared.age().toNanos())) {
			claim.settle(shared);
			return true;
		}
		claim.settle(outcome);
		this.sharing.tell(one, outcome);
		return true;
	}

	/** Those that are settled stay as they are. */
	private static void breakOff(Map<AnswerKey, Claim.Mine> claims, Throwable cause) {
		claims.values().forEach((claim) -> claim.breakOff(cause));
	}

}
