package dataconnections.tenant;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What a key may call by its scope. A call asks for {@link Scope#MANAGE} unless it is
 * named here.
 */
final class ScopeRule implements AuthorizationManager<RequestAuthorizationContext> {

	private static final String CONNECTION = "/api/data-connections/v1/connections/*";

	/** All that a key of {@link Scope#QUERY} may call. */
	private static final RequestMatcher LOOK_UPS = new OrRequestMatcher(call(HttpMethod.POST, "/query"),
			call(HttpMethod.POST, "/api_batch_query"), call(HttpMethod.POST, "/external-content/emarsys"),
			call(HttpMethod.GET, "/schema"));

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> caller,
			RequestAuthorizationContext context) {
		return new AuthorizationDecision(
				caller.get() instanceof KeyAuthentication key && mayCall(key, context.getRequest()));
	}

	private static boolean mayCall(KeyAuthentication key, HttpServletRequest request) {
		return key.isOf(Scope.MANAGE) || (key.isOf(Scope.QUERY) && LOOK_UPS.matches(request));
	}

	private static RequestMatcher call(HttpMethod method, String path) {
		return PathPatternRequestMatcher.withDefaults().matcher(method, CONNECTION + path);
	}

}
