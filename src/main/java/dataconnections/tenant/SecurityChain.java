package dataconnections.tenant;

import dataconnections.attempt.FailedAttempts;
import dataconnections.attempt.TooManyAttemptsException;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * Who may call what: everything below {@code /api} needs the two keys, or on Emarsys' one
 * call what stands for them; documents and health are open.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ BootstrapSettings.class, TokenSettings.class })
class SecurityChain {

	private static final RequestMatcher API = path("/api/**");

	private static final RequestMatcher TOKEN = path(TokenController.PATH);

	/** Emarsys is the caller, and cannot send headers of its own. */
	private static final RequestMatcher EMARSYS = path(
			"/api/data-connections/v1/connections/*/external-content/emarsys");

	@Bean
	@Order(0)
	SecurityFilterChain keys(HttpSecurity http, AuthenticationManager keys, FailedAttempts attempts,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		AuthenticationFilter filter = new AuthenticationFilter(keys, credentials());
		filter.setRequestMatcher(new NegatedRequestMatcher(TOKEN));
		filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
		filter.setSuccessHandler((request, response, authentication) -> {
		});
		filter.setFailureHandler((request, response, failure) -> {
			RuntimeException told = isWrong(failure) ? attempts.count(request.getRemoteAddr(), failure) : failure;
			if (told instanceof InvalidAuthorizationException refused) {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, refused.challenge());
			}
			problems.resolveException(request, response, null, problem(told));
		});
		return http.securityMatcher(API)
			.addFilterBefore(filter, UsernamePasswordAuthenticationFilter.class)
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(TOKEN).permitAll().anyRequest().access(new ScopeRule()))
			.exceptionHandling((handling) -> handling
				.authenticationEntryPoint((request, response, failure) -> problems.resolveException(request, response,
						null, problem(failure)))
				.accessDeniedHandler((request, response, denied) -> problems
					.resolveException(request, response, null, ProblemException.of(ProblemType.FORBIDDEN,
							"The API key has the scope query, which is for look-ups only: use a key of scope manage."))))
			.headers((headers) -> headers.defaultsDisabled()
				.contentTypeOptions(withDefaults())
				.cacheControl(withDefaults()))
			.sessionManagement(AbstractHttpConfigurer::disable)
			.anonymous(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	SecurityFilterChain documents(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	AuthenticationManager keyAuthentication(KeyLookup keys, Tokens tokens, KeyUses uses, FailedAttempts attempts) {
		return new ProviderManager(new KeyAuthenticationProvider(keys, tokens, uses, attempts));
	}

	/**
	 * What the firewall refuses by default, told without a regular expression for each
	 * header that is read.
	 */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedHeaderNames(SecurityChain::isPlain);
		firewall.setAllowedHeaderValues(SecurityChain::isPlain);
		return firewall;
	}

	/** Its timings of every filter cost more than the filters. */
	@Bean
	SecurityObservationSettings observations() {
		return SecurityObservationSettings.noObservations();
	}

	@Bean
	RequestRejectedHandler rejectedRequests(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		return (request, response, rejected) -> problems.resolveException(request, response, null,
				ProblemException.of(ProblemType.MALFORMED_REQUEST, "The address or a header holds what none may."));
	}

	private static AuthenticationConverter credentials() {
		KeyHeaders headers = new KeyHeaders();
		AuthorizationHeader authorization = new AuthorizationHeader(headers);
		return (request) -> (EMARSYS.matches(request) ? authorization : headers).convert(request);
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~') {
				return text.codePoints()
					.allMatch((point) -> Character.isDefined(point) && !Character.isISOControl(point));
			}
		}
		return true;
	}

	private static RequestMatcher path(String pattern) {
		return PathPatternRequestMatcher.withDefaults().matcher(pattern);
	}

	/** What is missing, or was valid once, was no attempt. */
	private static boolean isWrong(AuthenticationException failure) {
		return (failure instanceof InvalidAuthorizationException credential && credential.isGuess())
				|| (failure instanceof InvalidKeysException refused && refused.isOfKeys());
	}

	private static Exception problem(RuntimeException failure) {
		return switch (failure) {
			case InvalidKeysException refused -> refused.problem();
			case InvalidAuthorizationException refused -> refused.problem();
			case TooManyAttemptsException refused -> refused.problem();
			case AuthenticationServiceException down when down.getCause() instanceof DataAccessException cause -> cause;
			default -> InvalidKeysException.refused().problem();
		};
	}

}
