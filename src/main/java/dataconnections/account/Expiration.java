package dataconnections.account;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The moment from which on a key is not valid, as RFC 3339 writes it.
 */
final class Expiration {

	private static final int LAST_YEAR = 9999;

	private Expiration() {
	}

	/** The moment in the precision of the database; null for null. */
	static @Nullable OffsetDateTime of(@Nullable String text, Instant now) {
		if (text == null) {
			return null;
		}
		OffsetDateTime time = parse(text);
		if (!time.toInstant().isAfter(now) || time.getYear() > LAST_YEAR) {
			throw ProblemException.invalid(Violation.body("out_of_range",
					"expires_at must be in the future, up to the year 9999; leave it out for a key that does not expire.",
					"expires_at"));
		}
		return time.truncatedTo(ChronoUnit.MICROS);
	}

	private static OffsetDateTime parse(String text) {
		try {
			return OffsetDateTime.parse(text);
		}
		catch (DateTimeException ex) {
			throw ProblemException.invalid(Violation.body("value_error",
					"expires_at must be a time with its offset, such as 2027-01-31T12:00:00Z.", "expires_at"));
		}
	}

}
