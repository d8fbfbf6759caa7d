package dataconnections.answer;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Memory for answers, where a test needs some. */
public final class TestMemory {

	private TestMemory() {
	}

	/**
	 * As much as is asked for.
	 * @return the memory
	 */
	public static AnswerMemory unbounded() {
		return new AnswerMemory(Long.MAX_VALUE, Duration.ZERO, new SimpleMeterRegistry());
	}

}
