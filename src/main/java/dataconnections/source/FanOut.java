package dataconnections.source;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * Does several things at once, but not too many.
 */
final class FanOut {

	private static final ThreadFactory THREADS = Thread.ofVirtual().name("fan-out-", 0).factory();

	private final int width;

	FanOut(int width) {
		this.width = width;
	}

	/**
	 * Runs the tasks and waits for their end.
	 * @param tasks what is to be done; they answer for their own failures
	 * @throws InterruptedException when the caller was interrupted: so are then the tasks
	 * that run, and no more are begun
	 */
	void run(List<Runnable> tasks) throws InterruptedException {
		Semaphore free = new Semaphore(this.width);
		ExecutorService threads = Executors.newThreadPerTaskExecutor(THREADS);
		try {
			for (Runnable task : tasks) {
				free.acquire();
				threads.execute(() -> {
					try {
						task.run();
					}
					finally {
						free.release();
					}
				});
			}
			free.acquire(this.width);
		}
		finally {
			threads.shutdownNow();
		}
	}

}
