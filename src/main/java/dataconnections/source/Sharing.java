package dataconnections.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dataconnections.upstream.Outcome;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Looks into the memory that replicas share before upstreams are asked, and puts there
 * what they answer. Does nothing where there is none.
 */
@Component
class Sharing {

	private final @Nullable SharedAnswers shared;

	private final AnswerCache cache;

	Sharing(ObjectProvider<SharedAnswers> shared, AnswerCache cache) {
		this.shared = shared.getIfAvailable();
		this.cache = cache;
	}

	/** What is there of what is wanted, of any age. */
	Map<AnswerKey, SharedAnswer> find(List<Wanted> wanted) {
		Map<AnswerKey, SharedAnswer> found = new HashMap<>();
		if (this.shared != null && wanted.getFirst().freshness().isCached()) {
			Map<SharedPlace, SharedAnswer> there = this.shared.find(wanted.stream().map(Wanted::place).toList());
			wanted.forEach((one) -> found.computeIfAbsent(one.key(), (key) -> there.get(one.place())));
		}
		return found;
	}

	/**
	 * Ends the claims to what another replica was answered.
	 * @param wanted what was claimed
	 * @param found what was found of it
	 * @param claims the claims; where an answer is given although it is old, it is the
	 * claim to its successor afterwards
	 * @return what is still to be asked for
	 */
	List<Wanted> settle(List<Wanted> wanted, Map<AnswerKey, SharedAnswer> found, Map<AnswerKey, Claim.Mine> claims) {
		List<Wanted> open = new ArrayList<>();
		for (Wanted one : wanted) {
			SharedAnswer answer = found.get(one.key());
			if (answer == null || !settle(one, answer, claims)) {
				open.add(one);
			}
		}
		return open;
	}

	private boolean settle(Wanted one, SharedAnswer answer, Map<AnswerKey, Claim.Mine> claims) {
		Claim.Mine claim = claims.get(one.key());
		long age = answer.age().toNanos();
		Freshness freshness = one.freshness();
		if (claim == null || (!freshness.isFresh(age) && (claim.knowsOlder() || !freshness.mayRevalidateLater(age)))) {
			return false;
		}
		claim.settle(answer);
		if (!freshness.isFresh(age) && this.cache.claim(one.key(), freshness) instanceof Claim.Mine next) {
			claims.put(one.key(), next);
			return false;
		}
		return true;
	}

	/** Lets the other replicas know how an upstream has answered. */
	void tell(Wanted one, Outcome outcome) {
		Freshness freshness = one.freshness();
		if (this.shared != null && freshness.isCached()) {
			switch (outcome) {
				case Outcome.Answered answered ->
					this.shared.keep(one.place(), SharedAnswer.of(answered), freshness.lifetime());
				case Outcome.NoData _ -> this.shared.drop(one.place());
				case Outcome.Failed _ -> {
				}
			}
		}
	}

}
