package dataconnections.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long an upstream wants to be left alone, in either form of RFC 9110.
 */
final class RetryAfter {

	private static final Duration LONGEST = Duration.ofDays(1);

	private static final Pattern SECONDS = Pattern.compile("[0-9]+");

	/** Of a number that a long holds. */
	private static final int MAX_DIGITS = 18;

	private static final DateTimeFormatter ASCTIME = DateUtils.FORMATTER_ASCTIME.withZone(ZoneOffset.UTC);

	private RetryAfter() {
	}

	/**
	 * The time that a header names.
	 * @param value the header's value, if there is one
	 * @param clock what a date is compared to
	 * @return the time from now, a day at most; null when it is none, or over
	 */
	static @Nullable Duration read(@Nullable String value, Clock clock) {
		Duration asked = (value != null) ? asked(value.strip(), clock) : Duration.ZERO;
		if (asked.isPositive()) {
			return (asked.compareTo(LONGEST) < 0) ? asked : LONGEST;
		}
		return null;
	}

	private static Duration asked(String value, Clock clock) {
		if (SECONDS.matcher(value).matches()) {
			return (value.length() > MAX_DIGITS) ? LONGEST : Duration.ofSeconds(Long.parseLong(value));
		}
		Instant date = DateUtils.parseDate(value, DateUtils.FORMATTER_RFC1123, DateUtils.FORMATTER_RFC1036, ASCTIME);
		return (date != null) ? Duration.between(clock.instant(), date) : Duration.ZERO;
	}

}
