package dataconnections.problem;

import java.net.SocketTimeoutException;
import java.util.Objects;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Answers every exception with its problem, whatever the client accepts.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

	private static final Logger logger = LoggerFactory.getLogger(ProblemAdvice.class);

	private final UnavailableLog unavailable;

	ProblemAdvice(UnavailableLog unavailable) {
		this.unavailable = unavailable;
	}

	@ExceptionHandler
	@Nullable ResponseEntity<ProblemBody> handle(Exception failure, HttpServletRequest request, HttpServletResponse response)
			throws Exception {
		if (isClientGone(failure)) {
			logger.debug("The client went away", failure);
			return null;
		}
		ProblemException problem = Problems.of(failure);
		log(problem, failure, id(request));
		if (response.isCommitted()) {
			// Half an answer must not end like a whole one: the container cuts the
			// connection.
			throw failure;
		}
		return answer(problem, request,
				(failure instanceof ErrorResponse error) ? error.getHeaders() : HttpHeaders.EMPTY);
	}

	static ResponseEntity<ProblemBody> answer(ProblemException problem, HttpServletRequest request,
			HttpHeaders headers) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.type().status())
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (problem.retryAfter() != null) {
			answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter().toSeconds()));
		}
		return answer.body(ProblemBody.of(problem, instance(request), id(request)));
	}

	private static boolean isClientGone(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SocketTimeoutException) {
				return false;
			}
			if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
				return !(cause.getCause() instanceof SocketTimeoutException);
			}
		}
		return false;
	}

	private static @Nullable String id(HttpServletRequest request) {
		return Objects.toString(request.getAttribute(RequestIdFilter.ATTRIBUTE), null);
	}

	private static String instance(HttpServletRequest request) {
		Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		return (original != null) ? original.toString() : request.getRequestURI();
	}

	private void log(ProblemException problem, Exception failure, @Nullable String id) {
		switch (problem.type()) {
			case INTERNAL_ERROR -> logger.error("Request {} failed", id, failure);
			case UNAVAILABLE -> this.unavailable.tell(id, failure);
			default -> logger.debug("Request {} was refused: {}", id, problem.type());
		}
	}

}
