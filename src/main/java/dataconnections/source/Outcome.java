package dataconnections.source;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a call of an upstream ended.
 */
public sealed interface Outcome {

	/**
	 * The upstream gave data.
	 *
	 * @param json its JSON text as it came, without a byte order mark; the text
	 * {@code null} when it gave nothing
	 * @param upstreamStatus its status, 200 to 299
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Answered(byte[] json, int upstreamStatus) implements Outcome {
	}

	/**
	 * The upstream has nothing under this url.
	 *
	 * @param upstreamStatus 404 or 410
	 */
	record NoData(int upstreamStatus) implements Outcome {
	}

	/**
	 * The upstream gave no data, though it may have some.
	 *
	 * @param kind what went wrong
	 * @param upstreamStatus the upstream's last status, when that is what went wrong
	 * @param cause one sentence of ours, which holds nothing of what was sent or received
	 * @param retryAfter when a further call may help, in whole seconds; given for all of
	 * the category {@link Failure.Category#UNAVAILABLE} and for no other
	 */
	record Failed(Failure kind, @Nullable Integer upstreamStatus, String cause,
			@Nullable Duration retryAfter) implements Outcome {

		static Failed of(Failure kind) {
			boolean soon = kind.category() == Failure.Category.UNAVAILABLE;
			return new Failed(kind, null, kind.sentence(), soon ? Duration.ofSeconds(1) : null);
		}

		static Failed ofStatus(int status) {
			return new Failed(Failure.STATUS, status, "The upstream answered with status " + status + ".", null);
		}

		static Failed until(Failure kind, @Nullable Integer status, Duration retryAfter) {
			Duration whole = Duration.ofSeconds(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
			return new Failed(kind, status, kind.sentence(), whole);
		}

	}

}
