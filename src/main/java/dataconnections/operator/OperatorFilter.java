package dataconnections.operator;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

import dataconnections.attempt.FailedAttempts;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets through who shows the operator's token as a bearer.
 */
class OperatorFilter extends OncePerRequestFilter {

	private static final String BEARER = "Bearer ";

	private static final String CHALLENGE = "Bearer realm=\"data-connections operator\"";

	private final OperatorToken token;

	private final FailedAttempts attempts;

	private final HandlerExceptionResolver problems;

	OperatorFilter(OperatorToken token, FailedAttempts attempts, HandlerExceptionResolver problems) {
		this.token = token;
		this.attempts = attempts;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		List<String> shown = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (shown.size() == 1 && isToken(shown.getFirst())) {
			chain.doFilter(request, response);
			return;
		}
		RuntimeException refusal = ProblemException.of(ProblemType.UNAUTHORIZED,
				"The credential in the Authorization header is not valid.");
		if (!shown.isEmpty()) {
			refusal = this.attempts.count(request.getRemoteAddr(), refusal);
		}
		if (refusal instanceof ProblemException) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
		}
		this.problems.resolveException(request, response, null, (Exception) refusal);
	}

	private boolean isToken(String authorization) {
		return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
				&& this.token.is(authorization.substring(BEARER.length()).strip());
	}

}
