package dataconnections.row;

import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Ticker;
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
 * transaction of their own. Between two steps it can end.
 */
@Component
class Sweeper {

	private static final Logger logger = LoggerFactory.getLogger(Sweeper.class);

	private final Expiry expiry;

	private final OpenBatches batches;

	private final Purge purge;

	private final Pace pace;

	private final ClearingMetrics metrics;

	private volatile boolean closing;

	Sweeper(Expiry expiry, OpenBatches batches, Purge purge, Ticker ticker, ClearingMetrics metrics) {
		this.expiry = expiry;
		this.batches = batches;
		this.purge = purge;
		this.pace = Pace.of(ticker);
		this.metrics = metrics;
	}

	@Scheduled(fixedDelayString = "${data-connections.row.sweep-interval:15s}",
			initialDelayString = "${data-connections.row.sweep-interval:15s}")
	void sweep() {
		this.expiry.connections().forEach((connection) -> repeat(() -> this.expiry.clear(connection)));
		repeat(this::dropAbandoned);
		this.purge.connections().forEach((connection) -> {
			Purge.Progress progress = new Purge.Progress(connection);
			repeat(() -> this.purge.advance(progress));
			this.metrics.purged(progress.rows());
			if (progress.rows() > 0) {
				logger.info("Purged {} rows of a deleted connection", progress.rows());
			}
		});
	}

	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closing = true;
	}

	private boolean dropAbandoned() {
		boolean dropped = this.batches.dropAbandoned();
		if (dropped) {
			this.metrics.batchDropped();
		}
		return dropped;
	}

	/** What fails for one connection must not keep the others from being cleared. */
	private void repeat(BooleanSupplier step) {
		boolean more = true;
		while (more && !this.closing) {
			try {
				more = this.pace.take(step);
			}
			catch (DataAccessException | TransactionException ex) {
				logger.warn("A step of clearing up failed and will be tried again: {}", ex.toString());
				this.metrics.failed();
				more = false;
			}
		}
	}

}
