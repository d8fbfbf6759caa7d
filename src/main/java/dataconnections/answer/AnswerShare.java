package dataconnections.answer;

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

	AnswerShare(AnswerMemory memory, UUID brand) {
		this.memory = memory;
		this.brand = brand;
	}

	/**
	 * Reads what the answer is made of, before anything else is added to it. Where there
	 * is no memory, it breaks off, so that nothing that others need is held, waits until
	 * there is as much as it can need, and is done once more.
	 * @param <T> what is read
	 * @param most how much is read at most, in bytes
	 * @param reading tells by {@link #grow} how much it has read
	 * @return what was read
	 * @throws dataconnections.problem.ProblemException when there is no memory, nor soon,
	 * status 503
	 */
	public <T> T read(long most, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (NoMemoryException ex) {
			close();
		}
		await(most);
		try {
			T read = reading.get();
			giveBack(this.held - this.used);
			return read;
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
			if (this.memory.isWaitedFor(this.brand) || !this.memory.take(this.brand, this.held, more)) {
				throw new NoMemoryException();
			}
			this.held += more;
		}
	}

	/**
	 * Tells that the answer has become larger. Waits for memory unless it holds some.
	 * @param bytes by how much
	 * @throws dataconnections.problem.ProblemException when there is no memory, nor soon,
	 * status 503
	 */
	public void add(long bytes) {
		this.used += bytes;
		long more = lacking();
		if (more > 0 && this.memory.take(this.brand, this.held, more)) {
			this.held += more;
		}
		else if (more > 0 && this.held == 0) {
			await(more);
		}
		else if (more > 0) {
			throw this.memory.refusal();
		}
	}

	@Override
	public void close() {
		giveBack(this.held);
	}

	private void giveBack(long bytes) {
		if (bytes > 0) {
			this.held -= bytes;
			this.memory.release(this.brand, bytes);
		}
	}

	private long lacking() {
		long lacking = this.used - FREE - this.held;
		return (lacking > 0) ? Math.max(STEP, lacking) : 0;
	}

	private void await(long bytes) {
		try {
			if (!this.memory.await(this.brand, bytes)) {
				throw this.memory.refusal();
			}
			this.held = bytes;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw this.memory.refusal();
		}
	}

}
