package dataconnections.problem;

import java.io.IOException;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
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

	@ExceptionHandler
	@Nullable ResponseEntity<ProblemBody> handle(Exception failure, HttpServletRequest request) {
		if (failure instanceof ClientAbortException || failure instanceof AsyncRequestNotUsableException) {
			logger.debug("The client went away", failure);
			return null;
		}
		ProblemException problem = Problems.of(failure);
		log(problem, failure);
		return answer(problem, request,
				(failure instanceof ErrorResponse error) ? error.getHeaders() : HttpHeaders.EMPTY);
	}

	static ResponseEntity<ProblemBody> answer(ProblemException problem, HttpServletRequest request,
			HttpHeaders headers) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.type().status())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (!headers.getAllow().isEmpty()) {
			answer.allow(headers.getAllow().toArray(new org.springframework.http.HttpMethod[0]));
		}
		if (problem.retryAfter() != null) {
			answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter().toSeconds()));
		}
		String id = Objects.toString(request.getAttribute(RequestIdFilter.ATTRIBUTE), null);
		return answer.body(ProblemBody.of(problem, instance(request), id));
	}

	private static String instance(HttpServletRequest request) {
		Object original = request.getAttribute("jakarta.servlet.error.request_uri");
		return (original != null) ? original.toString() : request.getRequestURI();
	}

	private static void log(ProblemException problem, Exception failure) {
		if (problem.type() == ProblemType.INTERNAL_ERROR) {
			logger.error("A request failed", failure);
		}
		else if (problem.type() == ProblemType.UNAVAILABLE) {
			logger.warn("A request could not be answered: {}", failure.toString());
		}
		else if (failure instanceof IOException) {
			logger.debug("A body could not be read", failure);
		}
	}

}
