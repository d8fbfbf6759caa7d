package dataconnections.shared;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dataconnections.source.SharedAnswer;
import dataconnections.source.SharedAnswers;
import dataconnections.source.SharedPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Keeps answers in Valkey or Redis, for as long as they may be of use.
 */
class RedisAnswers implements SharedAnswers {

	/** Larger ones are worth a call of their upstream. */
	static final int MAX_BYTES = 256 * 1024;

	private static final int CHUNK = 100;

	private final RedisConnectionFactory redis;

	private final AnswerSeal seal;

	private final Patience patience;

	RedisAnswers(RedisConnectionFactory redis, AnswerSeal seal, Patience patience) {
		this.redis = redis;
		this.seal = seal;
		this.patience = patience;
	}

	@Override
	public Map<SharedPlace, SharedAnswer> find(List<SharedPlace> places) {
		Map<SharedPlace, SharedAnswer> found = new HashMap<>();
		for (int from = 0; from < places.size(); from += CHUNK) {
			List<SharedPlace> chunk = places.subList(from, Math.min(from + CHUNK, places.size()));
			byte[][] names = chunk.stream().map(this.seal::name).toArray(byte[][]::new);
			Optional<List<byte[]>> values = this.patience.attempt(() -> get(names));
			if (values.isEmpty()) {
				break;
			}
			for (int i = 0; i < chunk.size(); i++) {
				byte @Nullable [] value = values.get().get(i);
				if (value != null) {
					SharedPlace place = chunk.get(i);
					this.seal.open(place, value).ifPresent((answer) -> found.put(place, answer));
				}
			}
		}
		return found;
	}

	@Override
	public void keep(SharedPlace place, SharedAnswer answer, Duration lifetime) {
		if (answer.json().length <= MAX_BYTES) {
			inBackground(() -> {
				try (RedisConnection connection = this.redis.getConnection()) {
					return Optional.ofNullable(connection.stringCommands()
						.pSetEx(this.seal.name(place), lifetime.toMillis(), this.seal.seal(place, answer)));
				}
			});
		}
	}

	@Override
	public void drop(SharedPlace place) {
		inBackground(() -> {
			try (RedisConnection connection = this.redis.getConnection()) {
				return Optional.ofNullable(connection.keyCommands().del(this.seal.name(place)));
			}
		});
	}

	private List<byte[]> get(byte[]... names) {
		try (RedisConnection connection = this.redis.getConnection()) {
			return Objects.requireNonNull(connection.stringCommands().mGet(names));
		}
	}

	private void inBackground(Callable<Optional<?>> work) {
		Thread.ofVirtual().name("sharing").start(() -> this.patience.attempt(work));
	}

}
