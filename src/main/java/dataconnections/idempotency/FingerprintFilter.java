package dataconnections.idempotency;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Takes the fingerprint of requests that have an {@code Idempotency-Key}, after their
 * bodies are unzipped. Others pass as they are.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class FingerprintFilter implements Filter {

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		boolean named = request instanceof HttpServletRequest http && http.getHeader(IdempotencyKey.HEADER) != null;
		chain.doFilter(named ? new FingerprintedRequest((HttpServletRequest) request) : request, response);
	}

}
