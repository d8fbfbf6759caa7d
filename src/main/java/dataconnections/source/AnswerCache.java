package dataconnections.source;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.upstream.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Remembers what upstreams have answered, and who is asking them at the moment: callers
 * that want the same at the same time share one call, whoever of them leaves. Only data
 * is remembered, neither failures nor that there is none.
 */
@Component
@EnableConfigurationProperties(CacheSettings.class)
class AnswerCache {

	private final AsyncCache<AnswerKey, CachedAnswer> cache;

	private final ConcurrentMap<AnswerKey, CompletableFuture<CachedAnswer>> refreshing = new ConcurrentHashMap<>();

	private final Ticker ticker;

	AnswerCache(CacheSettings settings, Ticker ticker, MeterRegistry registry) {
		this.ticker = ticker;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(settings.maxSize().toBytes())
			.weigher((AnswerKey key, CachedAnswer answer) -> answer.weight(key))
			.expireAfter(new AnswerExpiry())
			.ticker(ticker)
			.buildAsync();
		Gauge.builder("upstream.cache.size", this, AnswerCache::weight)
			.description("Memory that remembered answers of APIs take, about")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

	/** An answer that is there and younger than the ttl. */
	Optional<Answer> fresh(AnswerKey key, Freshness freshness) {
		CompletableFuture<CachedAnswer> present = this.cache.getIfPresent(key);
		if (present == null || present.state() != Future.State.SUCCESS) {
			return Optional.empty();
		}
		return Optional.of(present.resultNow())
			.filter((known) -> freshness.isFresh(age(known)))
			.map((known) -> answer(known, Answer.Origin.HIT));
	}

	/** What is not to be remembered is not shared either. */
	Claim claim(AnswerKey key, Freshness freshness) {
		if (!freshness.isCached()) {
			return claimAlone(freshness);
		}
		CompletableFuture<CachedAnswer> present = this.cache.getIfPresent(key);
		if (present == null) {
			return claimMissing(key, freshness);
		}
		if (present.state() != Future.State.SUCCESS) {
			return new Claim.Pending(present, null);
		}
		CachedAnswer known = present.resultNow();
		return freshness.isFresh(age(known)) ? new Claim.Known(known, Answer.Origin.HIT)
				: claimStale(key, freshness, known);
	}

	/**
	 * What is remembered, by whose looking nothing changes.
	 */
	Optional<Peek> peek(AnswerKey key, Freshness freshness) {
		CachedAnswer known = this.cache.synchronous().policy().getIfPresentQuietly(key);
		if (known == null) {
			return Optional.empty();
		}
		long age = age(known);
		Answer.Origin origin = freshness.isFresh(age) ? Answer.Origin.HIT
				: freshness.mayRevalidateLater(age) ? Answer.Origin.STALE : Answer.Origin.MISS;
		return Optional.of(new Peek(origin, Duration.ofNanos(age)));
	}

	boolean knows(AnswerKey key) {
		return this.cache.getIfPresent(key) != null;
	}

	/** An answer with its age of now. */
	Answer answer(CachedAnswer answer, Answer.Origin origin) {
		return new Answer(answer.outcome(), origin, Duration.ofNanos(age(answer)));
	}

	private double weight() {
		return this.cache.synchronous().policy().eviction().map((bound) -> bound.weightedSize().orElse(0)).orElse(0L);
	}

	private long age(CachedAnswer answer) {
		return Math.max(0, this.ticker.read() - answer.loadedAt());
	}

	private Claim claimAlone(Freshness freshness) {
		CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
		return new Claim.Mine(mine, null, null,
				(outcome, age, failure) -> complete(mine, outcome, age, failure, freshness));
	}

	private Claim claimMissing(AnswerKey key, Freshness freshness) {
		CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
		CompletableFuture<CachedAnswer> earlier = this.cache.asMap().putIfAbsent(key, mine);
		if (earlier != null) {
			return earlier.isDone() ? claim(key, freshness) : new Claim.Pending(earlier, null);
		}
		return new Claim.Mine(mine, null, null, (outcome, age, failure) -> {
			if (!(outcome instanceof Outcome.Answered)) {
				this.cache.asMap().remove(key, mine);
			}
			complete(mine, outcome, age, failure, freshness);
		});
	}

	/**
	 * A look at the cache and the claim are one step: nobody refreshes what was just
	 * refreshed.
	 */
	@SuppressWarnings("ReferenceEquality")
	private Claim claimStale(AnswerKey key, Freshness freshness, CachedAnswer stale) {
		CachedAnswer meanwhile = freshness.mayRevalidateLater(age(stale)) ? stale : null;
		CachedAnswer substitute = freshness.mayStandIn(age(stale)) ? stale : null;
		CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
		CompletableFuture<CachedAnswer> refresh = this.refreshing.compute(key,
				(same, underWay) -> (underWay != null) ? underWay : isStill(key, stale) ? mine : null);
		if (refresh == null) {
			return claim(key, freshness);
		}
		if (refresh != mine) {
			return (meanwhile != null) ? new Claim.Known(meanwhile, Answer.Origin.STALE)
					: new Claim.Pending(refresh, substitute);
		}
		return new Claim.Mine(mine, meanwhile, substitute, (outcome, age, failure) -> {
			if (outcome instanceof Outcome.Answered) {
				this.cache.put(key, mine);
			}
			else if (outcome instanceof Outcome.NoData) {
				this.cache.synchronous().invalidate(key);
			}
			// Before anybody is told: who asks next is not to be given what has ended.
			this.refreshing.remove(key, mine);
			complete(mine, outcome, age, failure, freshness);
		});
	}

	/** False when somebody has refreshed the answer meanwhile. */
	private boolean isStill(AnswerKey key, CachedAnswer answer) {
		CompletableFuture<CachedAnswer> now = this.cache.getIfPresent(key);
		return now != null && now.state() == Future.State.SUCCESS && now.resultNow().loadedAt() == answer.loadedAt();
	}

	private void complete(CompletableFuture<CachedAnswer> result, @Nullable Outcome outcome, Duration age,
			@Nullable Throwable failure, Freshness freshness) {
		if (outcome != null) {
			result.complete(
					new CachedAnswer(outcome, this.ticker.read() - age.toNanos(), freshness, freshness.origin(age)));
		}
		else {
			result.completeExceptionally((failure != null) ? failure : new IllegalStateException("No outcome"));
		}
	}

	/**
	 * What is remembered.
	 *
	 * @param origin where an answer would come from now, if the upstream does not fail
	 * @param age how old what is remembered is
	 */
	record Peek(Answer.Origin origin, Duration age) {
	}

}
