package dataconnections.answer;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one answer takes of the memory for answers. Small ones take nothing. For one
 * thread.
 */
public final class AnswerShare implements AutoCloseable {

	/** What costs nothing, as thousands of look-ups of single records should not. */
	private static final long FREE = 32 * 1024;

	/** What is taken at a time. */
	private static final long STEP = 256 * 1024;

	private final AnswerMemory memory;

	private final UUID brand;

	private long used;

	private long held;

	private Duration patience;

	AnswerShare(AnswerMemory memory, UUID brand, Duration patience) {
		this.memory = memory;
		this.brand = brand;
		this.patience = patience;
	}

	/**
	 * Reads what grows the answer. Where there is no memory, it breaks off, so that
	 * nothing that others need is held meanwhile, waits, and is done once more.
	 * @param <T> what is read
	 * @param reading tells by {@link #grow} how much it has read
	 * @return what was read
	 * @throws dataconnections.problem.ProblemException when there is no memory, nor soon,
	 * status 503
	 */
	public <T> T read(Supplier<T> reading) {
		long before = this.used;
		try {
			return reading.get();
		}
		catch (NoMemoryException ex) {
			await(ex.more());
		}
		this.used = before;
		try {
			return reading.get();
		}
		catch (NoMemoryException ex) {
			throw this.memory.refusal();
		}
	}

	/**
	 * Tells a {@link #read} how much it has read now, or read anew.
	 * @param bytes how much in all
	 * @throws NoMemoryException when there is no memory for it
	 */
	public void grow(long bytes) throws NoMemoryException {
		this.used = bytes;
		long more = lacking();
		if (more > 0) {
			if (!this.memory.take(this.brand, this.held, more)) {
				throw new NoMemoryException(more);
			}
			this.held += more;
		}
	}

	/**
	 * Tells that the answer has become larger. Where there is no memory, waits.
	 * @param bytes by how much
	 * @throws dataconnections.problem.ProblemException when there is no memory, nor soon,
	 * status 503
	 */
	public void add(long bytes) {
		this.used += bytes;
		long more = lacking();
		if (more > 0) {
			await(more);
		}
	}

	@Override
	public void close() {
		if (this.held > 0) {
			this.memory.release(this.brand, this.held);
			this.held = 0;
		}
	}

	private long lacking() {
		long lacking = this.used - FREE - this.held;
		return (lacking > 0) ? Math.max(STEP, lacking) : 0;
	}

	private void await(long more) {
		long begun = System.nanoTime();
		try {
			if (!this.memory.take(this.brand, this.held, more, this.patience)) {
				throw this.memory.refusal();
			}
			this.held += more;
			this.patience = this.patience.minusNanos(System.nanoTime() - begun);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw this.memory.refusal();
		}
	}

}
