package dataconnections.connection;

import dataconnections.secret.Secrets;
import dataconnections.source.ExternalApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * External APIs as they are stored: encrypted as a whole, for any part can be secret.
 */
@Component
class SealedApis {

	private final Secrets secrets;

	private final JsonMapper json;

	SealedApis(Secrets secrets, JsonMapper json) {
		this.secrets = secrets;
		this.json = json;
	}

	/** Gives a connection its API. */
	void put(DataConnection connection, ExternalApi api) {
		connection.describe(this.secrets.seal(connection.brandId(), connection.id(), this.json.writeValueAsBytes(api)));
	}

	/** The API of a connection; null for an upload-based one. */
	@Nullable ExternalApi of(DataConnection connection) {
		byte[] sealed = connection.externalApi();
		return (sealed == null) ? null : this.json
			.readValue(this.secrets.open(connection.brandId(), connection.id(), sealed), ExternalApi.class);
	}

}
