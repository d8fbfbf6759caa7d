package dataconnections.problem;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Gives every request a name, which its answer, its problem and its log lines carry: the
 * caller's own {@code X-Request-Id} if it is harmless, else a new one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter implements Filter {

	static final String HEADER = "X-Request-Id";

	static final String ATTRIBUTE = "request_id";

	private static final int MAX_LENGTH = 128;

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = id(((HttpServletRequest) request).getHeader(HEADER));
		request.setAttribute(ATTRIBUTE, id);
		((HttpServletResponse) response).setHeader(HEADER, id);
		MDC.put(ATTRIBUTE, id);
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(ATTRIBUTE);
		}
	}

	private static String id(@Nullable String sent) {
		return (sent != null && isHarmless(sent)) ? sent : random();
	}

	private static boolean isHarmless(String id) {
		for (int i = 0; i < id.length(); i++) {
			if (!isHarmless(id.charAt(i))) {
				return false;
			}
		}
		return !id.isEmpty() && id.length() <= MAX_LENGTH;
	}

	private static boolean isHarmless(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._:-".indexOf(c) >= 0;
	}

	/** It need not be hard to guess: no secure random is asked for each request. */
	private static String random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
		long variant2 = (random.nextLong() >>> 2) | 0x8000000000000000L;
		return new UUID(version4, variant2).toString();
	}

}
