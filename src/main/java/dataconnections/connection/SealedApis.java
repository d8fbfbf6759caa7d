package dataconnections.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
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
 * That one cannot be read is remembered for a minute, and logged once in that time.
 */
@Component
class SealedApis {

	private static final Logger logger = LoggerFactory.getLogger(SealedApis.class);

	private final Secrets secrets;

	private final JsonMapper json;

	private final Cache<Sealed, KnownApi> illegible;

	SealedApis(Secrets secrets, JsonMapper json, Ticker ticker) {
		this.secrets = secrets;
		this.json = json;
		this.illegible = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofMinutes(1))
			.maximumSize(10_000)
			.ticker(ticker)
			.build();
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
		KnownApi known = this.illegible.getIfPresent(Sealed.of(connection, sealed));
		return (known != null) ? known : open(connection, sealed);
	}

	private KnownApi open(DataConnection connection, byte[] sealed) {
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
		KnownApi illegible = new KnownApi.Illegible();
		this.illegible.put(Sealed.of(connection, sealed), illegible);
		return illegible;
	}

	private record Sealed(UUID connection, ByteBuffer bytes) {

		static Sealed of(DataConnection connection, byte[] sealed) {
			return new Sealed(connection.id(), ByteBuffer.wrap(sealed));
		}

	}

}
