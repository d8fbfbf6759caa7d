package dataconnections.tenant;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Who may call what: everything below {@code /api} needs the two keys; documents and
 * health are open.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BootstrapSettings.class)
class SecurityChain {

	private static final String API = "/api/**";

	@Bean
	SecurityFilterChain keys(HttpSecurity http, AuthenticationManager keys,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		AuthenticationFilter filter = new AuthenticationFilter(keys, new KeyHeaders());
		filter.setRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(API));
		filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
		filter.setSuccessHandler((request, response, authentication) -> {
		});
		filter.setFailureHandler(
				(request, response, failure) -> problems.resolveException(request, response, null, problem(failure)));
		return http.addFilterBefore(filter, UsernamePasswordAuthenticationFilter.class)
			.authorizeHttpRequests((requests) -> requests.requestMatchers(API).authenticated().anyRequest().permitAll())
			.exceptionHandling((handling) -> handling.authenticationEntryPoint((request, response, failure) -> problems
				.resolveException(request, response, null, problem(failure))))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	AuthenticationManager keyAuthentication(KeyLookup brands) {
		return new ProviderManager(new KeyAuthenticationProvider(brands));
	}

	@Bean
	RequestRejectedHandler rejectedRequests(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		return (request, response, rejected) -> problems.resolveException(request, response, null,
				ProblemException.of(ProblemType.MALFORMED_REQUEST, "The address or a header holds what none may."));
	}

	private static Exception problem(AuthenticationException failure) {
		return switch (failure) {
			case InvalidKeysException refused -> refused.problem();
			case AuthenticationServiceException down when down.getCause() instanceof DataAccessException cause -> cause;
			default -> InvalidKeysException.refused().problem();
		};
	}

}
