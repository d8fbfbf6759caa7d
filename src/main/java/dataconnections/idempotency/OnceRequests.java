package dataconnections.idempotency;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.tenant.Brand;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/**
 * Lets a request through to a call that takes {@link Once}, or answers in its place: with
 * what the same request was answered, or with why it cannot be done now.
 */
@Component
class OnceRequests implements HandlerInterceptor, HandlerMethodArgumentResolver, WebMvcConfigurer {

	static final String REPLAYED = "Idempotency-Replayed";

	private static final Logger logger = LoggerFactory.getLogger(OnceRequests.class);

	private static final String ATTRIBUTE = Once.class.getName();

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final Attempts attempts;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	OnceRequests(Attempts attempts, JdbcClient jdbc, JsonMapper json) {
		this.attempts = attempts;
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/api/**").order(1);
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		FingerprintedRequest named = WebUtils.getNativeRequest(request, FingerprintedRequest.class);
		return named == null || !(handler instanceof HandlerMethod method) || !takesOnce(method)
				|| begin(named, request, response);
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		if (request.getAttribute(ATTRIBUTE) instanceof Once once) {
			try {
				once.end(failure != null || response.getStatus() >= 400);
			}
			catch (DataAccessException ex) {
				logger.warn("An idempotency key is not set free before its lease ends: {}", ex.toString());
			}
		}
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Once.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		Object once = request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
		return (once != null) ? once : Once.ANY_TIME;
	}

	private boolean begin(FingerprintedRequest named, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		IdempotencyKey key = IdempotencyKey.of(owner(request),
				Collections.list(request.getHeaders(IdempotencyKey.HEADER)));
		return switch (this.attempts.begin(key)) {
			case Attempt.Begun attempt -> {
				request.setAttribute(ATTRIBUTE,
						Once.of(new Once.Named(attempt, named, this.attempts, this.jdbc, this.json)));
				yield true;
			}
			case Attempt.UnderWay underWay -> throw ProblemException
				.of(ProblemType.CONFLICT, "The request with this Idempotency-Key is being done: send it again later.")
				.withRetryAfter(RETRY_AFTER);
			case Attempt.Done done -> {
				if (!MessageDigest.isEqual(done.fingerprint(), named.fingerprint())) {
					throw IdempotencyKey.usedForAnotherRequest();
				}
				replay(done.answer(), response);
				yield false;
			}
		};
	}

	private static void replay(Attempt.Answer answer, HttpServletResponse response) throws IOException {
		response.setStatus(answer.status());
		response.setHeader(REPLAYED, "true");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		if (answer.location() != null) {
			response.setHeader(HttpHeaders.LOCATION, answer.location());
		}
		if (answer.body() != null) {
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.getOutputStream().write(answer.body());
		}
	}

	private static boolean takesOnce(HandlerMethod method) {
		return Arrays.stream(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.getParameterType() == Once.class);
	}

	private static UUID owner(HttpServletRequest request) {
		return (request.getUserPrincipal() instanceof Authentication caller
				&& caller.getPrincipal() instanceof Brand brand) ? brand.id() : IdempotencyKey.OPERATOR;
	}

}
