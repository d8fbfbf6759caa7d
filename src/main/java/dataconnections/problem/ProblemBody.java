package dataconnections.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it goes over the wire (RFC 9457).
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(String type, String title, int status, String detail, String instance,
		@Nullable List<Violation> errors, @JsonProperty("error_count") @Nullable Long errorCount,
		@JsonProperty("request_id") @Nullable String requestId) {

	static ProblemBody of(ProblemException problem, String instance, @Nullable String requestId) {
		boolean places = !problem.violations().isEmpty();
		return new ProblemBody(problem.type().uri().toString(), problem.type().title(), problem.type().status().value(),
				String.valueOf(problem.getMessage()), instance, places ? problem.violations() : null,
				places ? problem.violationCount() : null, requestId);
	}

}
