package dataconnections.row;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * What can be seen from outside of the clearing away of rows.
 */
@Component
class ClearingMetrics {

	private final Counter expired;

	private final Counter purged;

	private final Counter batches;

	private final Counter failures;

	ClearingMetrics(MeterRegistry registry) {
		this.expired = rows(registry, "expired");
		this.purged = rows(registry, "purged");
		this.batches = Counter.builder("sweeper.batches.dropped")
			.description("Batches that were left open and dropped")
			.register(registry);
		this.failures = Counter.builder("sweeper.failures")
			.description("Steps of clearing up that failed and will be tried again")
			.register(registry);
	}

	void expired(long rows) {
		this.expired.increment((double) rows);
	}

	void purged(long rows) {
		this.purged.increment((double) rows);
	}

	void batchDropped() {
		this.batches.increment();
	}

	void failed() {
		this.failures.increment();
	}

	private static Counter rows(MeterRegistry registry, String reason) {
		return Counter.builder("sweeper.rows.deleted")
			.description("Rows deleted because they expired or their connection was deleted")
			.tag("reason", reason)
			.register(registry);
	}

}
