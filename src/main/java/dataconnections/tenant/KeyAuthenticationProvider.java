package dataconnections.tenant;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;

/**
 * Turns the two keys into the brand they stand for. A database that cannot answer is no
 * refusal of the keys.
 */
class KeyAuthenticationProvider implements AuthenticationProvider {

	private final KeyLookup brands;

	KeyAuthenticationProvider(KeyLookup brands) {
		this.brands = brands;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		if (!(authentication instanceof KeyAuthentication shown) || shown.keys() == null) {
			throw InvalidKeysException.refused();
		}
		try {
			return this.brands.find(shown.keys().apiKey(), shown.keys().brandKey())
				.map(KeyAuthentication::of)
				.orElseThrow(InvalidKeysException::refused);
		}
		catch (DataAccessException ex) {
			throw new AuthenticationServiceException("The keys cannot be checked now", ex);
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return KeyAuthentication.class.isAssignableFrom(authentication);
	}

}
