package dataconnections.answer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * The memory for answers, until the client has taken the last of them: many large ones at
 * once, or many clients that take them slowly, do not fill the heap. A brand has half of
 * it at most, the last quarter is for brands that have nothing of it yet, and an answer
 * that is the only one has as much as it needs.
 */
@Component
@EnableConfigurationProperties(AnswerMemorySettings.class)
public class AnswerMemory {

	/** Of one brand. */
	private static final int MOST_WAITING = 64;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition released = this.lock.newCondition();

	private final Map<UUID, Long> brands = new HashMap<>();

	/** Who waits. */
	private final Map<UUID, Deque<UUID>> lines = new HashMap<>();

	private final Counter refused;

	private final long most;

	private final Duration patience;

	private long taken;

	@Autowired
	AnswerMemory(AnswerMemorySettings settings, MeterRegistry registry) {
		this(settings.bytes(), settings.maxWait(), registry);
	}

	AnswerMemory(long most, Duration patience, MeterRegistry registry) {
		this.most = most;
		this.patience = patience;
		this.refused = Counter.builder("turns.refused")
			.description("Work that was answered 503 since too much was under way")
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

	/** Whether others of the brand wait. */
	boolean isWaitedFor(UUID brand) {
		this.lock.lock();
		try {
			return this.lines.containsKey(brand);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes some memory more for an answer that grows; false when there is none. */
	boolean take(UUID brand, long held, long more) {
		this.lock.lock();
		try {
			boolean there = isThere(brand, held, more);
			if (there) {
				add(brand, more);
			}
			return there;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes memory for an answer that holds none; within a brand, who came first is
	 * first. False when there is none in time, or too many wait.
	 */
	boolean await(UUID brand, long bytes) throws InterruptedException {
		UUID turn = UUID.randomUUID();
		this.lock.lock();
		try {
			Deque<UUID> line = this.lines.computeIfAbsent(brand, (id) -> new ArrayDeque<>());
			line.add(turn);
			try {
				long left = (line.size() <= MOST_WAITING) ? this.patience.toNanos() : 0;
				while ((!turn.equals(line.peek()) || !isThere(brand, 0, bytes)) && left > 0) {
					left = this.released.awaitNanos(left);
				}
				boolean there = turn.equals(line.peek()) && isThere(brand, 0, bytes);
				if (there) {
					add(brand, bytes);
				}
				return there;
			}
			finally {
				line.remove(turn);
				this.lines.computeIfPresent(brand, (id, others) -> others.isEmpty() ? null : others);
				this.released.signalAll();
			}
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

	/** How many answers wait for memory. */
	int waiting() {
		this.lock.lock();
		try {
			return this.lines.values().stream().mapToInt(Deque::size).sum();
		}
		finally {
			this.lock.unlock();
		}
	}

	ProblemException refusal() {
		this.refused.increment();
		return ProblemException.unavailable(
				"Too many large answers are under way: ask for less at a time, or again in a moment.", RETRY_AFTER,
				null);
	}

	private boolean isThere(UUID brand, long held, long more) {
		long ofBrand = this.brands.getOrDefault(brand, 0L);
		boolean alone = this.taken == held;
		boolean only = ofBrand == held;
		return (alone || this.taken + more <= (only ? this.most : this.most - this.most / 4))
				&& (only || ofBrand + more <= this.most / 2);
	}

	private void add(UUID brand, long bytes) {
		this.taken += bytes;
		this.brands.merge(brand, bytes, (before, added) -> (before + added > 0) ? before + added : null);
	}

}
