package dataconnections.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Times the requests of the API: by address pattern, method and class of status. Each
 * timer is found once; Spring's own observation, which makes its names and values anew
 * for every request, is for traces only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestTimes implements Filter {

	private static final Duration[] BUCKETS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
		.map(Duration::ofMillis)
		.toArray(Duration[]::new);

	/** Of requests that no call answers: refused keys, unknown addresses and methods. */
	private static final String NONE = "none";

	private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

	private final MeterRegistry registry;

	RequestTimes(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)
				|| !http.getRequestURI().startsWith("/api/")) {
			chain.doFilter(request, response);
			return;
		}
		long start = System.nanoTime();
		boolean ended = false;
		try {
			chain.doFilter(request, response);
			ended = true;
		}
		finally {
			record(http, ended ? answer.getStatus() / 100 : 5, System.nanoTime() - start);
		}
	}

	private void record(HttpServletRequest request, int statusClass, long nanos) {
		Answered answered = (request
			.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod
				&& request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern)
						? new Answered(request.getMethod(), pattern, statusClass)
						: new Answered(NONE, NONE, statusClass);
		Timer timer = this.timers.get(answered);
		((timer != null) ? timer : this.timers.computeIfAbsent(answered, this::timer)).record(nanos,
				TimeUnit.NANOSECONDS);
	}

	private Timer timer(Answered answered) {
		return Timer.builder("api.requests")
			.description("Requests of the API, with the reading of their bodies")
			.tag("method", answered.method())
			.tag("uri", answered.pattern())
			.tag("status", answered.statusClass() + "xx")
			.serviceLevelObjectives(BUCKETS)
			.register(this.registry);
	}

	private record Answered(String method, String pattern, int statusClass) {
	}

}
