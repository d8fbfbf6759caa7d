package dataconnections.operator;

import java.util.Objects;

import dataconnections.attempt.FailedAttempts;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The calls of the operator, which need the operator's token and no keys.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OperatorTokenIsSet.class)
@EnableConfigurationProperties(OperatorSettings.class)
class OperatorChain {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain operator(HttpSecurity http, OperatorSettings settings, FailedAttempts attempts,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		OperatorToken token = new OperatorToken(Objects.requireNonNull(settings.token()));
		return http.securityMatcher(AccountController.PATH + "/**")
			.addFilterBefore(new OperatorFilter(token, attempts, problems), UsernamePasswordAuthenticationFilter.class)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

}
