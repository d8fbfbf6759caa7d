package dataconnections.wire;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters that a call does not have, as unknown members of a body are: a
 * typing error must not change what a request means. Left alone are the calls whose
 * senders follow other rules, OAuth's and those of SAP Emarsys, by which what is unknown
 * is ignored.
 */
@Component
class KnownQuery implements HandlerInterceptor, WebMvcConfigurer {

	private static final int TOLD = 100;

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this)
			.addPathPatterns("/api/**")
			.excludePathPatterns("/api/*/*/oauth/**", "/api/*/*/connections/*/external-content/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
			QueryParameters parameters = method.getMethodAnnotation(QueryParameters.class);
			List<String> known = (parameters != null) ? List.of(parameters.value()) : List.of();
			Set<String> unknown = new TreeSet<>(request.getParameterMap().keySet());
			unknown.removeAll(Set.copyOf(known));
			if (!unknown.isEmpty()) {
				throw ProblemException.invalid(
						unknown.stream().limit(TOLD).map((name) -> violation(name, known)).toList(), unknown.size());
			}
		}
		return true;
	}

	private static Violation violation(String name, List<String> known) {
		String remedy = known.isEmpty() ? "the call has no parameters." : "known are " + String.join(", ", known) + ".";
		return Violation.query("extra_forbidden", "\"" + name + "\" is not known here; " + remedy, name);
	}

}
