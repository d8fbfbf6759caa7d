package dataconnections.upload;

import java.util.UUID;
import java.util.regex.Pattern;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.value.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * How an upload is to be published.
 *
 * @param ttlSeconds seconds from publication to expiry; null for never
 * @param batch the batch it belongs to; null for one of its own
 * @param completed whether it completes its batch
 */
record UploadOptions(@Nullable Long ttlSeconds, @Nullable UUID batch, boolean completed) {

	static final long MAX_TTL = 3_153_600_000L;

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

	UploadOptions withTtl(@Nullable Long ttl) {
		return new UploadOptions(ttl, this.batch, this.completed);
	}

	UploadOptions withBatch(@Nullable UUID uuid) {
		return new UploadOptions(this.ttlSeconds, uuid, this.completed);
	}

	UploadOptions withCompleted(boolean complete) {
		return new UploadOptions(this.ttlSeconds, this.batch, complete);
	}

	static UploadOptions of(@Nullable String ttlSeconds, @Nullable String batch, @Nullable String completed) {
		return new UploadOptions(ttl(ttlSeconds), batch(batch), flag("batch_completed", completed, true));
	}

	static boolean flag(String name, @Nullable String text, boolean otherwise) {
		if (text == null) {
			return otherwise;
		}
		return switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw ProblemException
				.invalid(Violation.query("bool_type", name + " must be true or false, not \"" + text + "\".", name));
		};
	}

	private static String ttlRule(String name) {
		return name + " must be a whole number of seconds from 1 to " + MAX_TTL + ", or null for never.";
	}

	private static boolean isTtl(long seconds) {
		return seconds >= 1 && seconds <= MAX_TTL;
	}

	/**
	 * The seconds at which a parser stands.
	 * @throws InvalidValueException for what is none; it is then skipped
	 */
	static @Nullable Long ttl(JsonParser parser, String name) {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return null;
		}
		if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
			String text = parser.getString();
			if (SECONDS.matcher(text).matches() && isTtl(Long.parseLong(text))) {
				return Long.valueOf(text);
			}
		}
		parser.skipChildren();
		throw new InvalidValueException("out_of_range", ttlRule(name));
	}

	private static @Nullable Long ttl(@Nullable String text) {
		if (text == null) {
			return null;
		}
		if (!SECONDS.matcher(text).matches() || !isTtl(Long.parseLong(text))) {
			throw ProblemException.invalid(Violation.query("out_of_range", ttlRule("ttl_seconds"), "ttl_seconds"));
		}
		return Long.parseLong(text);
	}

	private static @Nullable UUID batch(@Nullable String text) {
		if (text == null) {
			return null;
		}
		return Uuids.parse(text)
			.orElseThrow(() -> ProblemException
				.invalid(Violation.query("uuid_type", "batch_uuid must be a UUID.", "batch_uuid")));
	}

}
