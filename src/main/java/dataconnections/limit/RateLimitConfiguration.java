package dataconnections.limit;

import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Counts requests where a limit is set; otherwise there is nothing on their way.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
class RateLimitConfiguration {

	@Bean
	@ConditionalOnProperty("data-connections.rate-limit.requests-per-second")
	WebMvcConfigurer rateLimits(RateLimitSettings settings, Ticker ticker) {
		RateLimit limit = RateLimit.of(settings);
		RateLimits limits = new RateLimits(limit, new RateLimitedKeys(limit, ticker));
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(limits).addPathPatterns("/api/**").order(-1);
			}

		};
	}

}
