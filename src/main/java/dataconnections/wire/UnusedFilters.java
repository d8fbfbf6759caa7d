package dataconnections.wire;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Takes out what Spring Boot puts before every request and nothing here needs.
 */
@Configuration(proxyBeanMethods = false)
class UnusedFilters {

	/** The dispatcher keeps the same context itself. */
	@Bean
	FilterRegistrationBean<RequestContextFilter> requestContextFilter() {
		FilterRegistrationBean<RequestContextFilter> unused = new FilterRegistrationBean<>(new RequestContextFilter());
		unused.setEnabled(false);
		return unused;
	}

}
