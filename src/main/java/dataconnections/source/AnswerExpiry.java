package dataconnections.source;

import com.github.benmanes.caffeine.cache.Expiry;

/**
 * Answers are forgotten once they are of no use any more: each by its own age, the one
 * that replaces another included.
 */
class AnswerExpiry implements Expiry<AnswerKey, CachedAnswer> {

	@Override
	public long expireAfterCreate(AnswerKey key, CachedAnswer answer, long now) {
		return answer.lifetime(now).toNanos();
	}

	@Override
	public long expireAfterUpdate(AnswerKey key, CachedAnswer answer, long now, long left) {
		return answer.lifetime(now).toNanos();
	}

	@Override
	public long expireAfterRead(AnswerKey key, CachedAnswer answer, long now, long left) {
		return left;
	}

}
