package dataconnections.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.row.AbandonedBatches.Abandoned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Clears away what nobody can read any more, from time to time, in steps that each are a
 * transaction of their own. All that there is to clear away takes turns, a step each, so
 * that nothing waits for the end of something large. Between two steps it can end.
 */
@Component
class Sweeper {

	private static final Logger logger = LoggerFactory.getLogger(Sweeper.class);

	private final Expiry expiry;

	private final AbandonedBatches batches;

	private final Purge purge;

	private final Pace pace;

	private final ClearingMetrics metrics;

	private volatile boolean closing;

	Sweeper(Expiry expiry, AbandonedBatches batches, Purge purge, Ticker ticker, ClearingMetrics metrics) {
		this.expiry = expiry;
		this.batches = batches;
		this.purge = purge;
		this.pace = Pace.of(ticker);
		this.metrics = metrics;
	}

	@Scheduled(scheduler = SweepingThread.NAME, fixedDelayString = "${data-connections.row.sweep-interval:15s}",
			initialDelayString = "${data-connections.row.sweep-interval:15s}")
	void sweep() {
		try {
			clear();
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("What there is to clear away cannot be found, and will be looked for again: {}", ex.toString());
			this.metrics.failed();
		}
	}

	private void clear() {
		Map<UUID, Purge.Progress> purges = new HashMap<>();
		Set<String> failed = new HashSet<>();
		boolean more = true;
		while (more && !this.closing) {
			more = false;
			for (Step step : steps(purges)) {
				more |= !this.closing && !failed.contains(step.what) && take(step, failed);
			}
		}
	}

	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closing = true;
	}

	private List<Step> steps(Map<UUID, Purge.Progress> purges) {
		List<Step> steps = new ArrayList<>();
		this.expiry.connections()
			.forEach((connection) -> steps
				.add(new Step("expired rows of connection " + connection, () -> this.expiry.clear(connection))));
		steps.add(new Step("batches that were left open", this::dropAbandoned));
		this.purge.connections()
			.forEach((connection) -> steps.add(new Step("the deleted connection " + connection,
					() -> purge(purges.computeIfAbsent(connection, Purge.Progress::new)))));
		return steps;
	}

	/** What fails for one connection must not keep the others from being cleared. */
	private boolean take(Step step, Set<String> failed) {
		try {
			return this.pace.take(step.chunk);
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("Clearing away {} failed and will be tried again: {}", step.what, ex.toString());
			this.metrics.failed();
			failed.add(step.what);
			return false;
		}
	}

	private boolean dropAbandoned() {
		Optional<Abandoned> batch = this.batches.drop();
		batch.filter(Abandoned::gone).ifPresent((gone) -> {
			this.metrics.batchDropped();
			logger.info("Dropped batch {} of connection {}, which was left open", gone.uuid(), gone.connection());
		});
		return batch.isPresent();
	}

	private boolean purge(Purge.Progress progress) {
		boolean more = this.purge.advance(progress);
		if (!more && progress.rows() > 0) {
			logger.info("Purged {} rows of the deleted connection {}", progress.rows(), progress.connection());
		}
		return more;
	}

	/**
	 * A chunk of what there is to clear away.
	 *
	 * @param what of what, for the log
	 * @param chunk clears it away; true if more may follow
	 */
	private record Step(String what, BooleanSupplier chunk) {
	}

}
