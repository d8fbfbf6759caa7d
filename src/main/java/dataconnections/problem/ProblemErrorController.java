package dataconnections.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what failed before or after Spring MVC.
 */
@RestController
class ProblemErrorController implements ErrorController {

	@RequestMapping("${spring.web.error.path:/error}")
	@Nullable ResponseEntity<ProblemBody> error(HttpServletRequest request, HttpServletResponse response) {
		return response.isCommitted() ? null : ProblemAdvice.answer(problem(request), request, HttpHeaders.EMPTY);
	}

	private static ProblemException problem(HttpServletRequest request) {
		if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
			return Problems.of(failure);
		}
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return Problems.ofStatus(HttpStatusCode.valueOf((status instanceof Integer known) ? known : 404));
	}

}
