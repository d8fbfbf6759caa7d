package dataconnections.tenant;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Takes a credential from the {@code Authorization} header, for a caller that cannot send
 * headers of its own. One that can decides by them.
 */
class AuthorizationHeader implements AuthenticationConverter {

	private final KeyHeaders headers;

	private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

	AuthorizationHeader(KeyHeaders headers) {
		this.headers = headers;
	}

	@Override
	public KeyAuthentication convert(HttpServletRequest request) {
		List<String> values = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		String scheme = KeyHeaders.isAnyPresent(request) ? null : scheme(values);
		return switch (scheme) {
			case "basic" -> KeyAuthentication.of(basic(request, values), request::getRemoteAddr);
			case "bearer" -> KeyAuthentication.of(bearer(values), request::getRemoteAddr);
			case null, default -> this.headers.convert(request);
		};
	}

	private Credential basic(HttpServletRequest request, List<String> values) {
		try {
			UsernamePasswordAuthenticationToken shown = this.basic.convert(request);
			if (values.size() == 1 && shown != null) {
				return new Credential.Basic(String.valueOf(shown.getCredentials()), shown.getName());
			}
		}
		catch (BadCredentialsException ex) {
			// The same refusal as for keys that are well written.
		}
		throw InvalidAuthorizationException.basic();
	}

	private static Credential bearer(List<String> values) {
		if (values.size() != 1) {
			throw InvalidAuthorizationException.bearer();
		}
		return new Credential.Bearer(values.getFirst().strip().substring("bearer".length()).strip());
	}

	private static @Nullable String scheme(List<String> values) {
		return values.isEmpty() ? null : values.getFirst().strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
	}

}
