package dataconnections.row;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * One look-up that waits: until another has read for it, or until it is to read for all
 * who wait.
 */
final class ReadTurn {

	private final String key;

	private final CompletableFuture<List<ReadTurn>> beginning = new CompletableFuture<>();

	private byte @Nullable [] record;

	ReadTurn(String key) {
		this.key = key;
	}

	String key() {
		return this.key;
	}

	/**
	 * Waits.
	 * @param patience how long
	 * @return those for whom to read; none when the record was read
	 */
	List<ReadTurn> await(Duration patience) {
		try {
			return this.beginning.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException("A look-up broke off", ex.getCause());
		}
		catch (TimeoutException ex) {
			return giveUp(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return giveUp(ex);
		}
	}

	byte @Nullable [] record() {
		return this.record;
	}

	/** False when it has given up. */
	boolean lead(List<ReadTurn> joined) {
		return this.beginning.complete(joined);
	}

	void end(byte @Nullable [] found) {
		this.record = found;
		this.beginning.complete(List.of());
	}

	void fail(Throwable cause) {
		this.beginning.completeExceptionally(cause);
	}

	/** Whoever began meanwhile goes on: others count on it. */
	private List<ReadTurn> giveUp(Exception cause) {
		QueryTimeoutException late = new QueryTimeoutException("A look-up waited too long for the database", cause);
		if (this.beginning.completeExceptionally(late) || this.beginning.isCompletedExceptionally()) {
			throw late;
		}
		return this.beginning.join();
	}

}
