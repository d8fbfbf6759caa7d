package dataconnections.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/**
 * Looks data up at external APIs, through the memory of what they have answered.
 */
@Service
@EnableConfigurationProperties(LookupSettings.class)
public class Lookups {

	private final AnswerCache cache;

	private final Fetcher fetcher;

	private final LastAnswers last;

	private final Duration timeout;

	private final long maxBytes;

	private final Ticker ticker;

	Lookups(AnswerCache cache, Fetcher fetcher, LastAnswers last, LookupSettings settings, Ticker ticker) {
		this.cache = cache;
		this.fetcher = fetcher;
		this.last = last;
		this.timeout = settings.timeout();
		this.maxBytes = settings.maxSize().toBytes();
		this.ticker = ticker;
	}

	/**
	 * Looks one answer up.
	 * @param source where it comes from
	 * @param values what fills the placeholders
	 * @return the answer
	 * @throws dataconnections.placeholder.PlaceholderException when values are missing,
	 * not asked for or unfit
	 */
	public Answer find(Source source, Map<String, JsonNode> values) {
		return this.cache.fresh(AnswerKey.of(source, values), Freshness.of(source.api()))
			.orElseGet(() -> find(source, List.of(values)).getFirst());
	}

	/**
	 * Looks many answers up. Each is asked for at most once, however often it is wanted.
	 * @param source where they come from
	 * @param values for each answer, what fills the placeholders
	 * @return the answers in the same order; what is not there in time is out of time
	 * @throws dataconnections.placeholder.PlaceholderException when values are missing,
	 * not asked for or unfit
	 */
	public List<Answer> find(Source source, List<Map<String, JsonNode>> values) {
		long deadline = this.ticker.read() + this.timeout.toNanos();
		List<AnswerKey> keys = new ArrayList<>(values.size());
		Map<AnswerKey, Wanted> distinct = new LinkedHashMap<>();
		for (Map<String, JsonNode> each : values) {
			Wanted wanted = Wanted.of(source, each);
			keys.add(wanted.key());
			distinct.putIfAbsent(wanted.key(), wanted);
		}
		Map<AnswerKey, Claim> claims = claim(source, distinct);
		Thread asking = ask(distinct, claims);
		try {
			Map<AnswerKey, Answer> answers = new LinkedHashMap<>();
			claims.forEach((key, claim) -> answers.put(key, await(source, claim, deadline)));
			return keys.stream().map((key) -> Objects.requireNonNull(answers.get(key))).toList();
		}
		finally {
			if (asking != null && this.ticker.read() - deadline >= 0) {
				asking.interrupt();
			}
		}
	}

	/**
	 * Makes the call that the source's samples fill. Nothing is remembered of it but the
	 * structure of the answer.
	 * @param source the source
	 * @return how the call ended
	 */
	public Outcome test(Source source) {
		return this.fetcher.test(source);
	}

	/**
	 * The last good answer of a source.
	 * @param source the source
	 * @return its JSON, if it is still known
	 */
	public Optional<byte[]> last(Source source) {
		return this.last.of(source);
	}

	/** Nothing is claimed unless all can be filled. */
	private Map<AnswerKey, Claim> claim(Source source, Map<AnswerKey, Wanted> distinct) {
		Freshness freshness = Freshness.of(source.api());
		distinct.forEach((key, wanted) -> {
			if (!this.cache.knows(key)) {
				source.requireFit(wanted.values());
			}
		});
		Map<AnswerKey, Claim> claims = LinkedHashMap.newLinkedHashMap(distinct.size());
		distinct.keySet()
			.forEach((key) -> claims.put(key,
					freshness.isCached() ? this.cache.claim(key, freshness) : this.cache.claimAlone(freshness)));
		return claims;
	}

	/**
	 * Asks on a thread of its own, so that those who share the call get their answer even
	 * when this caller leaves.
	 */
	private @Nullable Thread ask(Map<AnswerKey, Wanted> distinct, Map<AnswerKey, Claim> claims) {
		Map<AnswerKey, Claim.Mine> mine = new LinkedHashMap<>();
		claims.forEach((key, claim) -> {
			if (claim instanceof Claim.Mine asked) {
				mine.put(key, asked);
			}
		});
		List<Wanted> wanted = mine.keySet().stream().map((key) -> Objects.requireNonNull(distinct.get(key))).toList();
		return mine.isEmpty() ? null : Thread.ofVirtual().name("look-up").start(() -> {
			try {
				AtomicLong size = new AtomicLong();
				this.fetcher.ask(wanted,
						(one, outcome) -> Objects.requireNonNull(mine.get(one.key())).settle(bounded(outcome, size)));
				mine.values().forEach((left) -> left.breakOff(new IllegalStateException("A call gave no outcome")));
			}
			catch (InterruptedException ex) {
				mine.values().forEach((left) -> left.giveUp(Outcome.Failed.of(Failure.TIMEOUT)));
			}
		});
	}

	private Outcome bounded(Outcome outcome, AtomicLong size) {
		boolean tooLarge = outcome instanceof Outcome.Answered answered
				&& size.addAndGet(answered.json().length) > this.maxBytes;
		return tooLarge ? Outcome.Failed.of(Failure.ANSWERS_TOO_LARGE) : outcome;
	}

	private Answer await(Source source, Claim claim, long deadline) {
		return switch (claim) {
			case Claim.Known known -> known.answer();
			case Claim.Pending pending -> await(source, pending.result(), pending.substitute(), deadline);
			case Claim.Mine mine -> (mine.meanwhile() != null) ? mine.meanwhile()
					: await(source, mine.result(), mine.substitute(), deadline);
		};
	}

	private Answer await(Source source, java.util.concurrent.Future<CachedAnswer> result, @Nullable Answer substitute,
			long deadline) {
		try {
			CachedAnswer answer = result.get(Math.max(0, deadline - this.ticker.read()), TimeUnit.NANOSECONDS);
			boolean replaced = substitute != null && answer.outcome() instanceof Outcome.Failed failed
					&& failed.isPassing();
			return replaced ? Objects.requireNonNull(substitute) : this.cache.answer(answer, origin(source));
		}
		catch (TimeoutException ex) {
			return new Answer(Outcome.Failed.of(Failure.TIMEOUT), origin(source), Duration.ZERO);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Answer(Outcome.Failed.of(Failure.TIMEOUT), origin(source), Duration.ZERO);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A look-up broke off", ex.getCause());
		}
	}

	private static Answer.Origin origin(Source source) {
		return Freshness.of(source.api()).isCached() ? Answer.Origin.MISS : Answer.Origin.BYPASS;
	}

}
