package dataconnections.tenant;

import org.springframework.security.core.AuthenticationException;

/**
 * What a request shows to be let in. None shows it to a log.
 */
sealed interface Credential {

	/** How a wrong one is refused. */
	AuthenticationException refusal();

	/**
	 * The two keys, in their headers.
	 */
	record Keys(String apiKey, String brandKey) implements Credential {

		@Override
		public AuthenticationException refusal() {
			return InvalidKeysException.refused();
		}

		@Override
		public String toString() {
			return "Keys[…]";
		}

	}

	/**
	 * The two keys as the password and the user of HTTP Basic.
	 */
	record Basic(String apiKey, String brandKey) implements Credential {

		@Override
		public AuthenticationException refusal() {
			return InvalidAuthorizationException.basic();
		}

		@Override
		public String toString() {
			return "Basic[…]";
		}

	}

	/**
	 * A token that was given for the two keys.
	 */
	record Bearer(String token) implements Credential {

		@Override
		public AuthenticationException refusal() {
			return InvalidAuthorizationException.bearer();
		}

		@Override
		public String toString() {
			return "Bearer[…]";
		}

	}

}
