package dataconnections.problem;

import java.io.IOException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Map;

import jakarta.validation.ConstraintViolationException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.core.JacksonException;

/**
 * Which problem an exception is.
 */
final class Problems {

	private static final Map<String, String> THINGS = Map.of("connectionId", "connection", "referenceId", "reference");

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private Problems() {
	}

	static ProblemException of(Throwable failure) {
		return switch (failure) {
			case ProblemException problem -> problem;
			case MethodArgumentTypeMismatchException mismatch -> mistyped(mismatch);
			case MethodArgumentNotValidException invalid -> ValidationProblems.of(invalid.getBindingResult());
			case ConstraintViolationException invalid -> ValidationProblems.of(invalid);
			case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
			case JacksonException json -> JsonProblems.of(json);
			case java.io.UncheckedIOException io -> JsonProblems.of(io);
			case IOException io -> JsonProblems.of(io);
			case DataAccessException data -> data(data);
			case CannotCreateTransactionException database -> unavailable(database);
			case ErrorResponse error -> ofStatus(error.getStatusCode());
			default -> internal();
		};
	}

	static ProblemException ofStatus(HttpStatusCode status) {
		return switch (status.value()) {
			case 400 -> ProblemException.of(ProblemType.MALFORMED_REQUEST, "The request cannot be understood.");
			case 404 -> ProblemException.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
			case 405 -> ProblemException.of(ProblemType.METHOD_NOT_ALLOWED,
					"This address does not answer to this method; see the Allow header.");
			case 406 -> ProblemException.of(ProblemType.NOT_ACCEPTABLE,
					"Answers are application/json: accept that, or send no Accept header.");
			case 408 -> ProblemException.of(ProblemType.REQUEST_TIMEOUT, "The request took too long to arrive.");
			case 413 -> ProblemException.of(ProblemType.CONTENT_TOO_LARGE, "The request is too large.");
			case 415 -> ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
					"This address does not take this Content-Type: send application/json.");
			case 503 -> ProblemException.unavailable("The service cannot answer now.", RETRY_AFTER, null);
			default -> status.is4xxClientError()
					? ProblemException.of(ProblemType.MALFORMED_REQUEST, "The request cannot be understood.")
					: internal();
		};
	}

	private static ProblemException unreadable(HttpMessageNotReadableException failure) {
		Throwable cause = failure.getCause();
		return (cause != null) ? JsonProblems.of(cause)
				: ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is empty: send JSON.");
	}

	private static ProblemException mistyped(MethodArgumentTypeMismatchException mismatch) {
		String thing = THINGS.getOrDefault(mismatch.getName(), "");
		if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
			return ProblemException.unknown(thing);
		}
		return ProblemException.invalid(Violation.query("value_type",
				mismatch.getName() + " has a value of the wrong type.", mismatch.getName()));
	}

	private static ProblemException data(DataAccessException failure) {
		boolean passing = failure instanceof TransientDataAccessException
				|| failure instanceof DataAccessResourceFailureException
				|| failure instanceof CannotAcquireLockException
				|| failure.getRootCause() instanceof SQLTransientException
				|| failure.getRootCause() instanceof IOException;
		return passing ? unavailable(failure) : internal();
	}

	private static ProblemException unavailable(Throwable cause) {
		return ProblemException.unavailable("The database cannot be reached now.", RETRY_AFTER, cause);
	}

	private static ProblemException internal() {
		return ProblemException.of(ProblemType.INTERNAL_ERROR,
				"The service failed to answer; its log tells why under this request id.");
	}

}
