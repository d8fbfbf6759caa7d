package dataconnections.secret;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys as they are configured. They are read elsewhere: what a failed binding says
 * would show them.
 *
 * @param key what is encrypted with, 32 bytes in base64; may be missing in local mode
 * only
 * @param oldKeys what was encrypted with before, and is still read with
 */
@ConfigurationProperties("data-connections.encryption")
record EncryptionSettings(@Nullable String key, @DefaultValue List<String> oldKeys) {

	static final String KEY = "DATA_CONNECTIONS_ENCRYPTION_KEY";

	static final String OLD_KEYS = "DATA_CONNECTIONS_ENCRYPTION_OLD_KEYS";

	@Override
	public String toString() {
		return "EncryptionSettings[…]";
	}

}
