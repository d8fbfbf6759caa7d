package dataconnections.limit;

import java.security.Principal;
import java.time.Duration;

import dataconnections.problem.ProblemException;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Counts the requests of each API key, tells on each answer what is left (IETF draft
 * {@code ratelimit-headers}), and refuses what is beyond.
 */
class RateLimits implements HandlerInterceptor {

	private static final long NANOS = Duration.ofSeconds(1).toNanos();

	private final RateLimit limit;

	private final RateLimitedKeys keys;

	RateLimits(RateLimit limit, RateLimitedKeys keys) {
		this.limit = limit;
		this.keys = keys;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		Principal key = request.getUserPrincipal();
		if (key != null) {
			count(key.getName(), response);
		}
		return true;
	}

	private void count(String key, HttpServletResponse response) {
		ConsumptionProbe probe = this.keys.take(key);
		response.setHeader("RateLimit-Policy", this.limit.policy());
		response.setHeader("RateLimit",
				RateLimit.left(probe.getRemainingTokens(), Math.ceilDiv(probe.getNanosToWaitForReset(), NANOS)));
		if (!probe.isConsumed()) {
			throw ProblemException.tooMany(
					"The API key has made more than " + this.limit.requestsPerSecond()
							+ " requests a second: send fewer, or ask the operator for more.",
					Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

}
