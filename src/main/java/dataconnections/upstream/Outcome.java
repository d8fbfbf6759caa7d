package dataconnections.upstream;

import java.time.Duration;
import java.util.Objects;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
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

		/**
		 * What a client is told who asked for this alone.
		 * @return the problem, status 404
		 */
		public ProblemException problem() {
			return ProblemException.of(ProblemType.DATA_NOT_FOUND, "The external API has no data for these values.")
				.withUpstreamStatus(this.upstreamStatus);
		}

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

		/**
		 * What a client is told.
		 * @return the problem, status 502, 503 or 504
		 */
		public ProblemException problem() {
			ProblemException problem = switch (this.kind.category()) {
				case REFUSED, BAD_UPSTREAM -> ProblemException.of(ProblemType.UPSTREAM_FAILED, this.cause);
				case OUT_OF_TIME -> ProblemException.of(ProblemType.UPSTREAM_TIMEOUT, this.cause);
				case UNAVAILABLE -> ProblemException.unavailable(this.cause,
						Objects.requireNonNullElse(this.retryAfter, Duration.ofSeconds(1)), null);
			};
			return problem.withUpstreamStatus(this.upstreamStatus);
		}

		/**
		 * Whether an older answer may stand in for it (RFC 5861, section 4).
		 * @return false where the upstream has refused the call, or it was never made
		 */
		public boolean isPassing() {
			boolean refused = this.kind == Failure.STATUS && this.upstreamStatus != null && this.upstreamStatus < 500
					&& this.upstreamStatus != 408 && this.upstreamStatus != 425 && this.upstreamStatus != 429;
			return !refused && this.kind.category() != Failure.Category.REFUSED;
		}

		/**
		 * A failure that its kind says all of.
		 * @param kind what went wrong
		 * @return the outcome
		 */
		public static Failed of(Failure kind) {
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
