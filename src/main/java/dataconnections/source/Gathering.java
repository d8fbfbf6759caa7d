package dataconnections.source;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dataconnections.upstream.Deadline;
import dataconnections.upstream.Failure;
import dataconnections.upstream.Outcome;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Brings answers together: those that are remembered, those that others are asking for,
 * and those that nobody is asking for yet.
 */
@Component
class Gathering {

	private final AnswerCache cache;

	private final Asking asking;

	Gathering(AnswerCache cache, Asking asking) {
		this.cache = cache;
		this.asking = asking;
	}

	/**
	 * Gathers answers.
	 * @param wanted what is wanted, all of one source and fit to be asked for
	 * @param freshness how long the source's answers may be given
	 * @param deadline until when; what is not there by then is out of time
	 * @return an answer for each
	 */
	Map<AnswerKey, Answer> gather(Map<AnswerKey, Wanted> wanted, Freshness freshness, Deadline deadline) {
		Map<AnswerKey, Answer> answers = new HashMap<>();
		Map<AnswerKey, Wanted> open = new LinkedHashMap<>(wanted);
		while (!open.isEmpty()) {
			Map<AnswerKey, Claim> claims = claim(open.keySet(), freshness);
			ask(open, claims, deadline);
			claims.forEach((key, claim) -> {
				Answer answer = await(claim, freshness, deadline);
				if (answer != null) {
					answers.put(key, answer);
					open.remove(key);
				}
			});
		}
		return answers;
	}

	private Map<AnswerKey, Claim> claim(Collection<AnswerKey> keys, Freshness freshness) {
		Map<AnswerKey, Claim> claims = LinkedHashMap.newLinkedHashMap(keys.size());
		try {
			keys.forEach((key) -> claims.put(key, this.cache.claim(key, freshness)));
			return claims;
		}
		catch (RuntimeException | Error ex) {
			mine(claims).values().forEach((claim) -> claim.breakOff(ex));
			throw ex;
		}
	}

	private void ask(Map<AnswerKey, Wanted> wanted, Map<AnswerKey, Claim> claims, Deadline deadline) {
		Map<AnswerKey, Claim.Mine> mine = mine(claims);
		if (!mine.isEmpty()) {
			List<Wanted> asked = mine.keySet().stream().map((key) -> Objects.requireNonNull(wanted.get(key))).toList();
			this.asking.start(mine, asked, deadline);
		}
	}

	/** Null when whoever was asking gave up, while there is time left here to ask. */
	private @Nullable Answer await(Claim claim, Freshness freshness, Deadline deadline) {
		return switch (claim) {
			case Claim.Known known -> this.cache.answer(known.answer(), known.origin());
			case Claim.Pending pending ->
				await(pending.result(), pending.substitute(), freshness, deadline, !deadline.isOver());
			case Claim.Mine mine ->
				(mine.meanwhile() != null) ? this.cache.answer(mine.meanwhile(), Answer.Origin.STALE)
						: await(mine.result(), mine.substitute(), freshness, deadline, false);
		};
	}

	private @Nullable Answer await(CompletableFuture<CachedAnswer> result, @Nullable CachedAnswer substitute,
			Freshness freshness, Deadline deadline, boolean mayAskAgain) {
		try {
			CachedAnswer answer = result.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
			return (answer.outcome() instanceof Outcome.Failed failed) ? failed(failed, substitute, freshness)
					: this.cache.answer(answer, answer.origin());
		}
		catch (TimeoutException ex) {
			return failed(Outcome.Failed.of(Failure.TIMEOUT), substitute, freshness);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return failed(Outcome.Failed.of(Failure.TIMEOUT), substitute, freshness);
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof GivenUpException given)) {
				throw new IllegalStateException("A look-up broke off", ex.getCause());
			}
			return mayAskAgain ? null : failed(Outcome.Failed.of(given.failure()), substitute, freshness);
		}
	}

	private Answer failed(Outcome.Failed failed, @Nullable CachedAnswer substitute, Freshness freshness) {
		return (substitute != null && failed.isPassing()) ? this.cache.answer(substitute, Answer.Origin.STALE)
				: new Answer(failed, freshness.origin(), Duration.ZERO);
	}

	private static Map<AnswerKey, Claim.Mine> mine(Map<AnswerKey, Claim> claims) {
		Map<AnswerKey, Claim.Mine> mine = new LinkedHashMap<>();
		claims.forEach((key, claim) -> {
			if (claim instanceof Claim.Mine asked) {
				mine.put(key, asked);
			}
		});
		return mine;
	}

}
