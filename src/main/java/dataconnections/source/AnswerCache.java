package dataconnections.source;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
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

	AnswerCache(CacheSettings settings, Ticker ticker) {
		this.ticker = ticker;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(settings.maxSize().toBytes())
			.weigher((AnswerKey key, CachedAnswer answer) -> answer.weight(key))
			.expireAfter(Expiry
				.creating((AnswerKey key, CachedAnswer answer) -> Duration.ofNanos(answer.freshness().lifetimeNanos())))
			.ticker(ticker)
			.buildAsync();
	}

	/** An answer that is there and younger than the ttl. */
	Optional<Answer> fresh(AnswerKey key, Freshness freshness) {
		CompletableFuture<CachedAnswer> present = this.cache.getIfPresent(key);
		if (present == null || present.state() != Future.State.SUCCESS) {
			return Optional.empty();
		}
		return Optional.of(answer(present.resultNow(), Answer.Origin.HIT))
			.filter((known) -> freshness.isFresh(known.age().toNanos()));
	}

	Claim claim(AnswerKey key, Freshness freshness) {
		CompletableFuture<CachedAnswer> present = this.cache.getIfPresent(key);
		if (present == null) {
			return claimMissing(key, freshness);
		}
		if (present.state() != Future.State.SUCCESS) {
			return new Claim.Pending(present, null);
		}
		Answer known = answer(present.resultNow(), Answer.Origin.HIT);
		return freshness.isFresh(known.age().toNanos()) ? new Claim.Known(known)
				: claimStale(key, freshness, answer(present.resultNow(), Answer.Origin.STALE), present.resultNow());
	}

	boolean knows(AnswerKey key) {
		return this.cache.getIfPresent(key) != null;
	}

	/** A claim of an answer that is neither remembered nor shared. */
	Claim.Mine claimAlone(Freshness freshness) {
		CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
		return new Claim.Mine(mine, null, null, (outcome, failure) -> complete(mine, outcome, failure, freshness));
	}

	/** An answer with its age of now. */
	Answer answer(CachedAnswer answer, Answer.Origin origin) {
		return new Answer(answer.outcome(), origin,
				Duration.ofNanos(Math.max(0, this.ticker.read() - answer.loadedAt())));
	}

	private Claim claimMissing(AnswerKey key, Freshness freshness) {
		CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
		CompletableFuture<CachedAnswer> earlier = this.cache.asMap().putIfAbsent(key, mine);
		if (earlier != null) {
			return new Claim.Pending(earlier, null);
		}
		return new Claim.Mine(mine, null, null, (outcome, failure) -> {
			if (!(outcome instanceof Outcome.Answered)) {
				this.cache.asMap().remove(key, mine);
			}
			complete(mine, outcome, failure, freshness);
		});
	}

	private Claim claimStale(AnswerKey key, Freshness freshness, Answer stale, CachedAnswer present) {
		Answer meanwhile = freshness.mayRevalidateLater(stale.age().toNanos()) ? stale : null;
		Answer substitute = freshness.mayStandIn(stale.age().toNanos()) ? stale : null;
		CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
		CompletableFuture<CachedAnswer> earlier = this.refreshing.putIfAbsent(key, mine);
		if (earlier != null) {
			return (meanwhile != null) ? new Claim.Known(meanwhile) : new Claim.Pending(earlier, substitute);
		}
		if (!isStill(key, present)) {
			this.refreshing.remove(key, mine);
			return claim(key, freshness);
		}
		return new Claim.Mine(mine, meanwhile, substitute, (outcome, failure) -> {
			if (outcome instanceof Outcome.Answered) {
				this.cache.put(key, mine);
			}
			else if (outcome instanceof Outcome.NoData) {
				this.cache.synchronous().invalidate(key);
			}
			this.refreshing.remove(key, mine);
			complete(mine, outcome, failure, freshness);
		});
	}

	/** False when somebody has refreshed the answer meanwhile. */
	private boolean isStill(AnswerKey key, CachedAnswer answer) {
		CompletableFuture<CachedAnswer> now = this.cache.getIfPresent(key);
		return now != null && now.state() == Future.State.SUCCESS && now.resultNow().loadedAt() == answer.loadedAt();
	}

	private void complete(CompletableFuture<CachedAnswer> result, @Nullable Outcome outcome,
			@Nullable Throwable failure, Freshness freshness) {
		if (outcome != null) {
			result.complete(new CachedAnswer(outcome, this.ticker.read(), freshness));
		}
		else {
			result.completeExceptionally((failure != null) ? failure : new IllegalStateException("No outcome"));
		}
	}

}
