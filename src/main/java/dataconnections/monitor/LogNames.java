package dataconnections.monitor;

import java.util.Map;
import java.util.regex.Pattern;

import dataconnections.tenant.Brand;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Names the brand and the connection in the log lines of a request, beside the request
 * id. A path may hold anything: only what is a uuid goes into the log.
 */
@Component
class LogNames implements HandlerInterceptor, WebMvcConfigurer {

	private static final String BRAND = "brand_id";

	private static final String CONNECTION = "connection_id";

	private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller != null && caller.getPrincipal() instanceof Brand brand) {
			MDC.put(BRAND, brand.id().toString());
		}
		if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
				&& variables.get("connectionId") instanceof String id && UUID.matcher(id).matches()) {
			MDC.put(CONNECTION, id);
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		MDC.remove(BRAND);
		MDC.remove(CONNECTION);
	}

}
