package dataconnections.operator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the operator shows to open accounts. White space around it is dropped.
 *
 * @param token 32 to 512 characters; none, and there is no such call
 */
@ConfigurationProperties(OperatorSettings.PREFIX)
record OperatorSettings(@Nullable String token) {

	static final String PREFIX = "data-connections.operator";

	static final int MIN = 32;

	static final int MAX = 512;

	OperatorSettings {
		token = (token == null || token.isBlank()) ? null : token.strip();
		if (token != null && (token.length() < MIN || token.length() > MAX)) {
			throw new IllegalArgumentException(
					"DATA_CONNECTIONS_OPERATOR_TOKEN has " + token.length() + " characters: set it to a text of " + MIN
							+ " to " + MAX + ", such as the output of openssl rand -hex 32, or leave it out.");
		}
	}

	@Override
	public String toString() {
		return "OperatorSettings[" + ((this.token != null) ? "set" : "not set") + "]";
	}

}
