package dataconnections.tenant;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A request that shows a credential, or the brand that it stands for.
 */
final class KeyAuthentication extends AbstractAuthenticationToken {

	private final transient KeyLookup.@Nullable Grant grant;

	private final transient @Nullable Credential credential;

	private KeyAuthentication(KeyLookup.@Nullable Grant grant, @Nullable Credential credential) {
		super(List.of());
		this.grant = grant;
		this.credential = credential;
		setAuthenticated(grant != null);
	}

	static KeyAuthentication of(KeyLookup.Grant grant) {
		return new KeyAuthentication(grant, null);
	}

	static KeyAuthentication of(Credential credential) {
		return new KeyAuthentication(null, credential);
	}

	@Nullable Credential credential() {
		return this.credential;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public @Nullable Object getPrincipal() {
		return (this.grant != null) ? this.grant.brand() : null;
	}

	/** The API key that is used, by its id. */
	@Override
	public String getName() {
		return (this.grant != null) ? this.grant.apiKeyId().toString() : "";
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
