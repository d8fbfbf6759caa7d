package dataconnections.row;

import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

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

	private volatile boolean closing;

	Sweeper(Expiry expiry, OpenBatches batches, Purge purge) {
		this.expiry = expiry;
		this.batches = batches;
		this.purge = purge;
	}

	@Scheduled(fixedDelayString = "${data-connections.row.sweep-interval:15s}",
			initialDelayString = "${data-connections.row.sweep-interval:15s}")
	void sweep() {
		this.expiry.connections().forEach((connection) -> repeat(() -> this.expiry.clear(connection)));
		repeat(this.batches::dropAbandoned);
		this.purge.connections().forEach((connection) -> {
			Purge.Progress progress = new Purge.Progress(connection);
			repeat(() -> this.purge.advance(progress));
			logger.info("Purged {} rows of a deleted connection", progress.rows());
		});
	}

	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closing = true;
	}

	private void repeat(BooleanSupplier step) {
		boolean more = true;
		while (more && !this.closing) {
			more = step.getAsBoolean();
		}
	}

}
