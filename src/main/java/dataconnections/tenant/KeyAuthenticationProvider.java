package dataconnections.tenant;

import java.util.Optional;

import dataconnections.attempt.FailedAttempts;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;

/**
 * Turns a credential into the brand it stands for. A database that cannot answer is no
 * refusal of it.
 */
class KeyAuthenticationProvider implements AuthenticationProvider {

	private final KeyLookup keys;

	private final Tokens tokens;

	private final KeyUses uses;

	private final FailedAttempts attempts;

	KeyAuthenticationProvider(KeyLookup keys, Tokens tokens, KeyUses uses, FailedAttempts attempts) {
		this.keys = keys;
		this.tokens = tokens;
		this.uses = uses;
		this.attempts = attempts;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		if (!(authentication instanceof KeyAuthentication shown) || shown.credential() == null) {
			throw InvalidKeysException.refused();
		}
		try {
			KeyLookup.Grant grant = find(shown.credential(), () -> this.attempts.check(shown.address()))
				.orElseThrow(shown.credential()::refusal);
			this.uses.note(grant.apiKeyId());
			return KeyAuthentication.of(grant);
		}
		catch (DataAccessException ex) {
			throw new AuthenticationServiceException("The keys cannot be checked now", ex);
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return KeyAuthentication.class.isAssignableFrom(authentication);
	}

	private KeyLookup.Grant find(Tokens.Owner owner) {
		return this.keys.find(owner.apiKeyId(), owner.brandId()).orElseThrow(InvalidAuthorizationException::outlived);
	}

	private Optional<KeyLookup.Grant> find(Credential credential, Runnable unknown) {
		return switch (credential) {
			case Credential.Keys shown -> this.keys.find(shown.apiKey(), shown.brandKey(), unknown);
			case Credential.Basic shown -> this.keys.find(shown.apiKey(), shown.brandKey(), unknown);
			case Credential.Bearer shown -> this.tokens.read(shown.token()).map(this::find);
		};
	}

}
