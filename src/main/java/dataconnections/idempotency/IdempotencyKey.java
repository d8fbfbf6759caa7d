package dataconnections.idempotency;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;

/**
 * What a client calls a request that it may send again. Another brand's key of the same
 * name is another key.
 *
 * @param brandId whose it is, or {@link #OPERATOR}
 * @param name 1 to 255 printable ASCII characters
 */
record IdempotencyKey(UUID brandId, String name) {

	static final String HEADER = "Idempotency-Key";

	/** Whoever has no brand: the operator of the service, who opens accounts. */
	static final UUID OPERATOR = new UUID(0, 0);

	private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,255}");

	static IdempotencyKey of(UUID brandId, List<String> values) {
		if (values.size() != 1 || !PRINTABLE.matcher(values.getFirst()).matches()) {
			throw refused("value_error", "must be there once, as 1 to 255 printable ASCII characters.");
		}
		return new IdempotencyKey(brandId, values.getFirst());
	}

	static ProblemException usedForAnotherRequest() {
		return refused("idempotency_key_reused",
				"was used for another request: send exactly that one again, or choose a new key for this one.");
	}

	private static ProblemException refused(String type, String rule) {
		return ProblemException.invalid(Violation.header(type, HEADER + " " + rule, HEADER));
	}

}
