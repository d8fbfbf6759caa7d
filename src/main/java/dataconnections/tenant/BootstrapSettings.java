package dataconnections.tenant;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The keys to begin with, both or none. White space around them is dropped, as HTTP drops
 * it around a header.
 *
 * @param apiKey 32 to 512 characters
 * @param brandKey 8 to 512 characters
 */
@ConfigurationProperties("data-connections.bootstrap")
record BootstrapSettings(@Nullable String apiKey, @Nullable String brandKey) {

	static final int MIN_API_KEY = 32;

	static final int MIN_BRAND_KEY = 8;

	BootstrapSettings {
		apiKey = blankToNull(apiKey);
		brandKey = blankToNull(brandKey);
		if ((apiKey == null) != (brandKey == null)) {
			throw new IllegalArgumentException("Set both DATA_CONNECTIONS_BOOTSTRAP_API_KEY and "
					+ "DATA_CONNECTIONS_BOOTSTRAP_BRAND_KEY, or neither.");
		}
		check("DATA_CONNECTIONS_BOOTSTRAP_API_KEY", apiKey, MIN_API_KEY);
		check("DATA_CONNECTIONS_BOOTSTRAP_BRAND_KEY", brandKey, MIN_BRAND_KEY);
	}

	@Override
	public String toString() {
		return "BootstrapSettings[" + ((this.apiKey != null) ? "set" : "not set") + "]";
	}

	private static @Nullable String blankToNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	private static void check(String variable, @Nullable String text, int min) {
		if (text != null && (text.length() < min || text.length() > KeyHeaders.MAX_LENGTH)) {
			throw new IllegalArgumentException(variable + " has " + text.length() + " characters: set it to a text of "
					+ min + " to " + KeyHeaders.MAX_LENGTH + ", such as the output of openssl rand -hex 32.");
		}
	}

}
