package dataconnections.problem;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be answered as asked. Carries only what the client may see.
 */
public class ProblemException extends RuntimeException {

	private final ProblemType type;

	private final List<Violation> violations;

	private final long violationCount;

	private final @Nullable Duration retryAfter;

	private final @Nullable Integer upstreamStatus;

	private ProblemException(ProblemType type, String detail, List<Violation> violations, long violationCount,
			@Nullable Duration retryAfter, @Nullable Integer upstreamStatus, @Nullable Throwable cause) {
		super(detail, cause);
		this.type = type;
		this.violations = List.copyOf(violations);
		this.violationCount = violationCount;
		this.retryAfter = retryAfter;
		this.upstreamStatus = upstreamStatus;
	}

	/**
	 * A problem that one sentence explains.
	 * @param type the kind
	 * @param detail the thing, its value, and the remedy
	 * @return the exception
	 */
	public static ProblemException of(ProblemType type, String detail) {
		return new ProblemException(type, detail, List.of(), 0, null, null, null);
	}

	/**
	 * A well-formed request that is wrong in the named places.
	 * @param violations the places
	 * @return the exception, status 422
	 */
	public static ProblemException invalid(Violation... violations) {
		return invalid(List.of(violations), violations.length);
	}

	/**
	 * A well-formed request that is wrong in more places than are named.
	 * @param violations the first places
	 * @param count how many there are in all
	 * @return the exception, status 422
	 */
	public static ProblemException invalid(List<Violation> violations, long count) {
		return new ProblemException(ProblemType.INVALID_REQUEST, summary(violations, count), violations, count, null,
				null, null);
	}

	/**
	 * The service cannot answer now, but will later.
	 * @param detail what is missing
	 * @param retryAfter when to ask again
	 * @param cause what happened, for the log only; may be null
	 * @return the exception, status 503
	 */
	public static ProblemException unavailable(String detail, Duration retryAfter, @Nullable Throwable cause) {
		return new ProblemException(ProblemType.UNAVAILABLE, detail, List.of(), 0, retryAfter, null, cause);
	}

	/**
	 * The client has asked too often, and may ask again later.
	 * @param detail what was too often
	 * @param retryAfter when to ask again; told in whole seconds, never too few
	 * @return the exception, status 429
	 */
	public static ProblemException tooMany(String detail, Duration retryAfter) {
		return new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), 0,
				Duration.ofSeconds(retryAfter.plusNanos(999_999_999).toSeconds()), null, null);
	}

	/**
	 * The same answer for an object that does not exist and for one of another brand.
	 * @param thing what was asked for, such as "connection"
	 * @return the exception, status 404
	 */
	public static ProblemException unknown(String thing) {
		return of(ProblemType.NOT_FOUND, "There is no such " + thing + ".");
	}

	/**
	 * The same problem, caused by an upstream's answer.
	 * @param status the upstream's status; null when it gave none
	 * @return the exception
	 */
	public ProblemException withUpstreamStatus(@Nullable Integer status) {
		return new ProblemException(this.type, String.valueOf(getMessage()), this.violations, this.violationCount,
				this.retryAfter, status, getCause());
	}

	/**
	 * The same problem, which will pass.
	 * @param after when to ask again
	 * @return the exception
	 */
	public ProblemException withRetryAfter(Duration after) {
		return new ProblemException(this.type, String.valueOf(getMessage()), this.violations, this.violationCount,
				after, this.upstreamStatus, getCause());
	}

	/**
	 * The kind of problem.
	 * @return the kind
	 */
	public ProblemType type() {
		return this.type;
	}

	/**
	 * The places that are wrong; empty unless the type is an invalid request.
	 * @return the places, the first hundred at most
	 */
	public List<Violation> violations() {
		return this.violations;
	}

	long violationCount() {
		return this.violationCount;
	}

	@Nullable Integer upstreamStatus() {
		return this.upstreamStatus;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	private static String summary(List<Violation> violations, long count) {
		if (violations.isEmpty()) {
			return "The request is invalid.";
		}
		String first = violations.getFirst().msg();
		return (count == 1) ? first : first + " (" + count + " errors in all)";
	}

}
