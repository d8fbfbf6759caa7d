package dataconnections.wire;

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
			QueryParameters known = method.getMethodAnnotation(QueryParameters.class);
			Set<String> unknown = new TreeSet<>(request.getParameterMap().keySet());
			unknown.removeAll((known != null) ? Set.of(known.value()) : Set.of());
			if (!unknown.isEmpty()) {
				throw ProblemException.invalid(unknown.stream().limit(TOLD).map(KnownQuery::violation).toList(),
						unknown.size());
			}
		}
		return true;
	}

	private static Violation violation(String name) {
		return Violation.query("extra_forbidden", "\"" + name + "\" is not known here: leave it out.", name);
	}

}
