package dataconnections.connection;

import dataconnections.secret.Secrets;
import dataconnections.secret.UnreadableSecretException;
import dataconnections.source.ExternalApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * External APIs as they are stored: encrypted as a whole, for any part can be secret.
 */
@Component
class SealedApis {

	private static final Logger logger = LoggerFactory.getLogger(SealedApis.class);

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

	/** The API of a connection. */
	KnownApi of(DataConnection connection) {
		byte[] sealed = connection.externalApi();
		if (sealed == null) {
			return new KnownApi.None();
		}
		try {
			return new KnownApi.Legible(this.json
				.readValue(this.secrets.open(connection.brandId(), connection.id(), sealed), ExternalApi.class));
		}
		catch (UnreadableSecretException ex) {
			logger.error("The API of connection {} cannot be read. {}", connection.id(), ex.getMessage());
		}
		catch (JacksonException ex) {
			// Its message may quote what it read.
			logger.error("The API of connection {} cannot be read. It is none that this version knows.",
					connection.id());
		}
		return new KnownApi.Illegible();
	}

}
