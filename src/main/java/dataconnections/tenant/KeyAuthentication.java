package dataconnections.tenant;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A request that shows a credential, or the brand that it stands for.
 */
final class KeyAuthentication extends AbstractAuthenticationToken {

	private final transient @Nullable Brand brand;

	private final transient @Nullable Credential credential;

	private KeyAuthentication(@Nullable Brand brand, @Nullable Credential credential) {
		super(List.of());
		this.brand = brand;
		this.credential = credential;
		setAuthenticated(brand != null);
	}

	static KeyAuthentication of(Brand brand) {
		return new KeyAuthentication(brand, null);
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
		return this.brand;
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
