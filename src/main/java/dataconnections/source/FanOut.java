package dataconnections.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dataconnections.upstream.Deadline;
import dataconnections.upstream.Inherited;
import org.jspecify.annotations.Nullable;

/**
 * Does several things at once, but not too many, and not for too long.
 */
final class FanOut {

	private static final ThreadFactory THREADS = Thread.ofVirtual().name("fan-out-", 0).factory();

	private final int width;

	FanOut(int width) {
		this.width = width;
	}

	/**
	 * Runs the tasks and waits for their end. What still runs when this returns, however
	 * it does, is interrupted, and no more is begun.
	 * @param tasks what is to be done
	 * @param deadline when all is over
	 * @throws InterruptedException when the caller was interrupted
	 * @throws TimeoutException when the deadline was over first
	 * @throws IllegalStateException when a task broke off; the others have been done
	 */
	void run(List<Task> tasks, Deadline deadline) throws InterruptedException, TimeoutException {
		Semaphore free = new Semaphore(this.width);
		List<Future<?>> begun = new ArrayList<>(tasks.size());
		ExecutorService threads = Executors.newThreadPerTaskExecutor(THREADS);
		try {
			for (Task task : tasks) {
				if (!free.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
					throw new TimeoutException();
				}
				begun.add(threads.submit(Inherited.by(() -> {
					try {
						task.run();
					}
					finally {
						free.release();
					}
					return null;
				})));
			}
			await(begun, deadline);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void await(List<Future<?>> tasks, Deadline deadline) throws InterruptedException, TimeoutException {
		Throwable failure = null;
		for (Future<?> task : tasks) {
			failure = firstOf(failure, failure(task, deadline));
		}
		if (failure != null) {
			throw new IllegalStateException("A task broke off", failure);
		}
	}

	private static @Nullable Throwable failure(Future<?> task, Deadline deadline)
			throws InterruptedException, TimeoutException {
		try {
			task.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
			return null;
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

	private static @Nullable Throwable firstOf(@Nullable Throwable first, @Nullable Throwable second) {
		return (first != null) ? first : second;
	}

	/** What can be interrupted. */
	@FunctionalInterface
	interface Task {

		void run() throws InterruptedException;

	}

}
