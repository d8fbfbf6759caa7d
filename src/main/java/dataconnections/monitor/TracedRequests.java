package dataconnections.monitor;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Makes each request a span, in place of Spring Boot's own filter, which is there while
 * traces are off too.
 */
@Configuration(proxyBeanMethods = false)
class TracedRequests {

	@Bean
	FilterRegistrationBean<ServerHttpObservationFilter> requestSpans(ObservationRegistry observations,
			@Value("${data-connections.tracing.enabled:false}") boolean traced) {
		FilterRegistrationBean<ServerHttpObservationFilter> filter = new FilterRegistrationBean<>(
				new ServerHttpObservationFilter(observations));
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		filter.setEnabled(traced);
		return filter;
	}

}
