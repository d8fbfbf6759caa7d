package dataconnections.tenant;

import java.util.UUID;

/**
 * A generated pair of keys, to be shown once.
 *
 * @param apiKey the API key in clear
 * @param brandKey the brand key
 */
record FirstKeys(ApiKey apiKey, String brandKey) {

	static FirstKeys random() {
		return new FirstKeys(ApiKey.random(), UUID.randomUUID().toString());
	}

}
