package dataconnections.answer;

import java.util.UUID;

/**
 * What one answer takes of the memory for answers. Small ones take nothing.
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
	 * Tells that the answer grows.
	 * @param bytes by how much
	 * @throws dataconnections.problem.ProblemException when there is no memory for it,
	 * nor soon, status 503
	 */
	public void add(long bytes) {
		this.used += bytes;
		if (this.used > FREE + this.held) {
			long more = Math.max(STEP, this.used - FREE - this.held);
			this.memory.take(this.brand, this.held, more);
			this.held += more;
		}
	}

	@Override
	public void close() {
		if (this.held > 0) {
			this.memory.release(this.brand, this.held);
			this.held = 0;
		}
	}

}
