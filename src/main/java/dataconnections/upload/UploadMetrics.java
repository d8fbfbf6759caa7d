package dataconnections.upload;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * What can be seen of uploads from outside: never whose they are.
 */
@Component
class UploadMetrics {

	private final Map<End, Counter> uploads = new EnumMap<>(End.class);

	private final Counter rows;

	UploadMetrics(MeterRegistry registry) {
		for (End end : End.values()) {
			this.uploads.put(end,
					Counter.builder("uploads")
						.description("Requests that upload rows")
						.tag("outcome", end.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
		this.rows = Counter.builder("uploads.rows").description("Rows that uploads brought").register(registry);
	}

	void count(UploadReport report) {
		count(report.batchCompleted() ? End.PUBLISHED : End.KEPT);
		this.rows.increment((double) report.rowsReceived());
	}

	void count(Exception failure) {
		boolean refused = failure instanceof ProblemException problem && problem.type().status().is4xxClientError()
				&& problem.type() != ProblemType.REQUEST_TIMEOUT;
		count(refused ? End.REFUSED : End.FAILED);
	}

	private void count(End end) {
		Objects.requireNonNull(this.uploads.get(end)).increment();
	}

	/** How an upload ends. */
	private enum End {

		/** Its rows can be read. */
		PUBLISHED,

		/** Its rows are kept for a batch that is open. */
		KEPT,

		/** The client was told what is wrong. */
		REFUSED,

		/** It broke off: the client left, or the database. */
		FAILED

	}

}
