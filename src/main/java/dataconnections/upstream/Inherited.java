package dataconnections.upstream;

import java.util.concurrent.Callable;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;

/**
 * What a thread takes over from the one that starts it: the names in its log lines and
 * the trace that it belongs to.
 */
public final class Inherited {

	private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder()
		.contextRegistry(new ContextRegistry().registerThreadLocalAccessor(ObservationThreadLocalAccessor.getInstance())
			.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor()))
		.build();

	private Inherited() {
	}

	/**
	 * Work for another thread.
	 * @param work the work
	 * @return the same, with what this thread hands on
	 */
	public static Runnable by(Runnable work) {
		return SNAPSHOTS.captureAll().wrap(work);
	}

	/**
	 * Work for another thread.
	 * @param <T> what comes of it
	 * @param work the work
	 * @return the same, with what this thread hands on
	 */
	public static <T> Callable<T> by(Callable<T> work) {
		return SNAPSHOTS.captureAll().wrap(work);
	}

}
