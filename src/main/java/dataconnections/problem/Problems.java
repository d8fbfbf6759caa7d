package dataconnections.problem;

import java.nio.charset.CharacterCodingException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.validation.ConstraintViolationException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Which problem an exception is.
 */
final class Problems {

	private static final Map<String, String> THINGS = Map.of("connectionId", "connection", "referenceId", "reference",
			"keyId", "key", "brandId", "brand", "accountId", "account");

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	/**
	 * SQLSTATEs, or classes of them, of what passes by itself: the connection lost, a
	 * server that may only be read after a failover, transactions in each other's way,
	 * resources exhausted, a lock not granted in time, an operator's intervention, a
	 * failing disk.
	 */
	private static final List<String> PASSING = List.of("08", "25006", "40", "53", "55P03", "57", "58");

	private Problems() {
	}

	static ProblemException of(Throwable failure) {
		ProblemException hidden = hidden(failure);
		if (hidden != null) {
			return hidden;
		}
		return switch (failure) {
			case MethodArgumentTypeMismatchException mismatch -> mistyped(mismatch);
			case MissingServletRequestParameterException missing -> missing(Violation.query("missing",
					missing.getParameterName() + " is missing: send it.", missing.getParameterName()));
			case MissingRequestHeaderException missing -> missing(Violation.header("missing",
					missing.getHeaderName() + " is missing: send it.", missing.getHeaderName()));
			case MethodArgumentNotValidException invalid -> ValidationProblems.of(invalid.getBindingResult());
			case HandlerMethodValidationException invalid -> ValidationProblems.of(invalid);
			case ConstraintViolationException invalid -> ValidationProblems.of(invalid);
			case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
			case JacksonException json -> JsonProblems.of(json);
			case InvalidParameterException ignored -> unreadableQuery();
			case RequestRejectedException ignored -> unreadableQuery();
			case ErrorResponse error -> ofStatus(error.getStatusCode());
			default -> internal();
		};
	}

	static ProblemException ofStatus(HttpStatusCode status) {
		return switch (status.value()) {
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

	/**
	 * What an exception carries inside, however often it was wrapped on its way. A
	 * transaction that cannot be ended has lost its database connection: what was thrown
	 * in it is not told any more.
	 */
	private static @Nullable ProblemException hidden(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			switch (cause) {
				case ProblemException problem -> {
					return problem;
				}
				case CharacterCodingException ignored -> {
					return ProblemException.of(ProblemType.MALFORMED_REQUEST,
							"The body is not valid UTF-8: send it in UTF-8.");
				}
				case SocketTimeoutException ignored -> {
					return ofStatus(HttpStatus.REQUEST_TIMEOUT);
				}
				case BadRequestException ignored -> {
					return ProblemException.of(ProblemType.MALFORMED_REQUEST,
							"The body is not framed as HTTP says: check its length or its chunks.");
				}
				case TransientDataAccessException database -> {
					return unavailable(database);
				}
				case DataAccessResourceFailureException database -> {
					return unavailable(database);
				}
				case CannotCreateTransactionException database -> {
					return unavailable(database);
				}
				case TransactionSystemException ended when ended.getCause() instanceof SQLException -> {
					return unavailable(ended);
				}
				case org.hibernate.TransactionException ended when ended.getCause() instanceof SQLException -> {
					return unavailable(ended);
				}
				case SQLException database when isPassing(database) -> {
					return unavailable(database);
				}
				case TransactionSystemException ended when ended.getApplicationException() != null -> {
					return of(ended.getApplicationException());
				}
				default -> {
				}
			}
		}
		return null;
	}

	private static boolean isPassing(SQLException failure) {
		String state = Objects.toString(failure.getSQLState(), "");
		return failure instanceof SQLTransientException || PASSING.stream().anyMatch(state::startsWith);
	}

	private static ProblemException unreadable(HttpMessageNotReadableException failure) {
		Throwable cause = failure.getCause();
		if (cause == null) {
			return ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is empty: send JSON.");
		}
		return (cause instanceof JacksonException json) ? JsonProblems.of(json)
				: ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body cannot be read.");
	}

	private static ProblemException unreadableQuery() {
		return ProblemException.of(ProblemType.MALFORMED_REQUEST,
				"The query of the address cannot be read: send at most 1,000 parameters, percent-encoded as UTF-8, "
						+ "without control characters in their names.");
	}

	private static ProblemException mistyped(MethodArgumentTypeMismatchException mismatch) {
		String name = mismatch.getName();
		if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
			String thing = THINGS.get(name);
			return (thing != null) ? ProblemException.unknown(thing) : ofStatus(HttpStatusCode.valueOf(404));
		}
		String type = JsonProblems.expected(mismatch.getRequiredType()) + "_type";
		String msg = name + " must be of type " + JsonProblems.expected(mismatch.getRequiredType()) + ".";
		return ProblemException.invalid(mismatch.getParameter().hasParameterAnnotation(RequestHeader.class)
				? Violation.header(type, msg, name) : Violation.query(type, msg, name));
	}

	private static ProblemException missing(Violation violation) {
		return ProblemException.invalid(violation);
	}

	private static ProblemException unavailable(Throwable cause) {
		return ProblemException.unavailable("The database cannot answer now.", RETRY_AFTER, cause);
	}

	private static ProblemException internal() {
		return ProblemException.of(ProblemType.INTERNAL_ERROR,
				"The service failed to answer; its log tells why under this request id.");
	}

}
