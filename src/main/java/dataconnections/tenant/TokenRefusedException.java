package dataconnections.tenant;

/**
 * A request for a token that is not granted (RFC 6749, section 5.2).
 */
class TokenRefusedException extends RuntimeException {

	private static final String INVALID_CLIENT = "invalid_client";

	private final String error;

	private final boolean unauthorized;

	private TokenRefusedException(String error, String description, boolean unauthorized) {
		super(description, null, false, false);
		this.error = error;
		this.unauthorized = unauthorized;
	}

	static TokenRefusedException invalidRequest(String description) {
		return new TokenRefusedException("invalid_request", description, false);
	}

	static TokenRefusedException unsupportedGrantType() {
		return new TokenRefusedException("unsupported_grant_type", "grant_type must be client_credentials.", false);
	}

	/** Status 401 answers a client that showed itself in the Authorization header. */
	static TokenRefusedException invalidClient(boolean inHeader) {
		return new TokenRefusedException(INVALID_CLIENT,
				"The client is not known: client_id is the brand key and client_secret the API key.", inHeader);
	}

	/** Whether a wrong client was shown. */
	boolean isOfClient() {
		return this.error.equals(INVALID_CLIENT);
	}

	String error() {
		return this.error;
	}

	boolean isUnauthorized() {
		return this.unauthorized;
	}

}
