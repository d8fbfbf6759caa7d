package dataconnections.tenant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Takes the two keys from the headers {@code x-api-key} and {@code x-brand-key}.
 */
class KeyHeaders implements AuthenticationConverter {

	static final String API_KEY = "x-api-key";

	static final String BRAND_KEY = "x-brand-key";

	static final int MAX_LENGTH = 512;

	@Override
	public KeyAuthentication convert(HttpServletRequest request) {
		List<String> apiKeys = Collections.list(request.getHeaders(API_KEY));
		List<String> brandKeys = Collections.list(request.getHeaders(BRAND_KEY));
		List<Violation> missing = new ArrayList<>();
		requirePresent(API_KEY, apiKeys, missing);
		requirePresent(BRAND_KEY, brandKeys, missing);
		if (!missing.isEmpty()) {
			throw new InvalidKeysException(ProblemException.invalid(missing, missing.size()));
		}
		return KeyAuthentication.of(new Credential.Keys(only(apiKeys), only(brandKeys)), request::getRemoteAddr);
	}

	static boolean isAnyPresent(HttpServletRequest request) {
		return request.getHeader(API_KEY) != null || request.getHeader(BRAND_KEY) != null;
	}

	private static void requirePresent(String header, List<String> values, List<Violation> missing) {
		if (values.stream().allMatch(String::isBlank)) {
			missing.add(Violation.header("missing", "The header " + header + " is missing.", header));
		}
	}

	private static String only(List<String> values) {
		if (values.size() != 1) {
			throw InvalidKeysException.refused();
		}
		return values.getFirst();
	}

}
