package dataconnections.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it goes over the wire (RFC 9457).
 *
 * @param type the kind, as a URN
 * @param title the kind, for a person
 * @param status the HTTP status
 * @param detail what is wrong here, and the remedy
 * @param instance the path that was asked for
 * @param errors the places that are wrong, the first hundred
 * @param errorCount how many there are in all
 * @param upstreamStatus what an external API answered, where that is the cause
 * @param requestId the request, as the log names it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(String type, String title, int status, String detail, @Nullable String instance,
		@Nullable List<Violation> errors, @JsonProperty("error_count") @Nullable Long errorCount,
		@JsonProperty("upstream_status") @Nullable Integer upstreamStatus,
		@JsonProperty("request_id") @Nullable String requestId) {

	/**
	 * A problem with one of several things that were asked for together.
	 * @param problem the problem
	 * @return what an answer tells of it; the answer itself tells the request
	 */
	public static ProblemBody part(ProblemException problem) {
		return of(problem, null, null);
	}

	static ProblemBody of(ProblemException problem, @Nullable String instance, @Nullable String requestId) {
		boolean places = !problem.violations().isEmpty();
		return new ProblemBody(problem.type().uri().toString(), problem.type().title(), problem.type().status().value(),
				String.valueOf(problem.getMessage()), instance, places ? problem.violations() : null,
				places ? problem.violationCount() : null, problem.upstreamStatus(), requestId);
	}

}
