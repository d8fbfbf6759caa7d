package dataconnections.tenant;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A request that shows a credential, or the brand that it stands for.
 */
final class KeyAuthentication extends AbstractAuthenticationToken {

	private final transient KeyLookup.@Nullable Grant grant;

	private final transient @Nullable Credential credential;

	private final transient Supplier<@Nullable String> address;

	private KeyAuthentication(KeyLookup.@Nullable Grant grant, @Nullable Credential credential,
			Supplier<@Nullable String> address) {
		super(List.of());
		this.grant = grant;
		this.credential = credential;
		this.address = address;
		setAuthenticated(grant != null);
	}

	static KeyAuthentication of(KeyLookup.Grant grant) {
		return new KeyAuthentication(grant, null, () -> null);
	}

	static KeyAuthentication of(Credential credential, Supplier<@Nullable String> address) {
		return new KeyAuthentication(null, credential, address);
	}

	/** Where the credential comes from. */
	@Nullable String address() {
		return this.address.get();
	}

	boolean isOf(Scope scope) {
		return this.grant != null && this.grant.scope() == scope;
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

	/** The id of the API key. */
	@Override
	public String getName() {
		return (this.grant != null) ? Objects.toString(this.grant.apiKeyId()) : "";
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
