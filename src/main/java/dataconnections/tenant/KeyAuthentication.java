package dataconnections.tenant;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A request that shows its two keys, or the brand that they stand for.
 */
final class KeyAuthentication extends AbstractAuthenticationToken {

	private final transient @Nullable Brand brand;

	private final transient @Nullable Keys keys;

	private KeyAuthentication(@Nullable Brand brand, @Nullable Keys keys) {
		super(List.of());
		this.brand = brand;
		this.keys = keys;
		setAuthenticated(brand != null);
	}

	static KeyAuthentication of(Brand brand) {
		return new KeyAuthentication(brand, null);
	}

	static KeyAuthentication of(String apiKey, String brandKey) {
		return new KeyAuthentication(null, new Keys(apiKey, brandKey));
	}

	@Nullable Keys keys() {
		return this.keys;
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

	record Keys(String apiKey, String brandKey) {

		@Override
		public String toString() {
			return "Keys[…]";
		}

	}

}
