package dataconnections.answer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dataconnections.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The memory for answers, from their first record until the client has taken the last:
 * many large ones at once, or many clients that take them slowly, do not fill the heap. A
 * brand has half of it at most; an answer that is the only one has as much as it needs.
 */
@Component
@EnableConfigurationProperties(AnswerMemorySettings.class)
public class AnswerMemory {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition released = this.lock.newCondition();

	private final Map<UUID, Long> brands = new HashMap<>();

	private final Counter refused;

	private final long most;

	private final Duration patience;

	private long taken;

	@Autowired
	AnswerMemory(AnswerMemorySettings settings, MeterRegistry registry) {
		this(settings.bytes(), PATIENCE, registry);
	}

	AnswerMemory(long most, Duration patience, MeterRegistry registry) {
		this.most = most;
		this.patience = patience;
		this.refused = Counter.builder("turns.refused")
			.description("Work that was answered 503 since its brand had too much under way")
			.tag("kind", "answer")
			.register(registry);
	}

	/**
	 * Begins an answer.
	 * @param brand whose it is
	 * @return what it takes of the memory; to be closed when it was sent
	 */
	public AnswerShare open(UUID brand) {
		return new AnswerShare(this, brand);
	}

	/**
	 * Takes some memory more for an answer, and waits for it a little.
	 * @throws ProblemException when there is none, status 503
	 */
	void take(UUID brand, long held, long more) {
		this.lock.lock();
		try {
			long left = this.patience.toNanos();
			while (isTooMuch(brand, held, more)) {
				if (left <= 0) {
					throw refusal();
				}
				left = this.released.awaitNanos(left);
			}
			add(brand, more);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw refusal();
		}
		finally {
			this.lock.unlock();
		}
	}

	void release(UUID brand, long held) {
		this.lock.lock();
		try {
			add(brand, -held);
			this.released.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isTooMuch(UUID brand, long held, long more) {
		long ofBrand = this.brands.getOrDefault(brand, 0L);
		return (this.taken > held && this.taken + more > this.most)
				|| (ofBrand > held && ofBrand + more > this.most / 2);
	}

	private void add(UUID brand, long bytes) {
		this.taken += bytes;
		this.brands.merge(brand, bytes, (before, added) -> (before + added > 0) ? before + added : null);
	}

	private ProblemException refusal() {
		this.refused.increment();
		return ProblemException.unavailable(
				"Too many large answers are under way: ask for less at a time, or again in a moment.", RETRY_AFTER,
				null);
	}

}
