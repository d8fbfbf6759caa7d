package dataconnections.source;

import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;

/**
 * The last good answer of each source, from which its structure is told. One that is
 * large, or of a source that is seldom asked, may be forgotten.
 */
@Component
class LastAnswers {

	private static final int MAX_BYTES = 16 * 1024 * 1024;

	private final Cache<AnswerKey, byte[]> answers = Caffeine.newBuilder()
		.maximumWeight(MAX_BYTES)
		.weigher((AnswerKey key, byte[] json) -> json.length + 128)
		.build();

	private final List<AnswerWatcher> watchers;

	LastAnswers(List<AnswerWatcher> watchers) {
		this.watchers = watchers;
	}

	void note(Source source, byte[] json) {
		this.answers.put(key(source), json);
		this.watchers.forEach((watcher) -> watcher.answered(source.connectionId(), source.generation(), json));
	}

	Optional<byte[]> of(Source source) {
		return Optional.ofNullable(this.answers.getIfPresent(key(source)));
	}

	private static AnswerKey key(Source source) {
		return new AnswerKey(source.connectionId(), source.generation(), "");
	}

}
