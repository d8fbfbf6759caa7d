package dataconnections.secret;

import java.nio.ByteBuffer;
import java.util.UUID;

import org.springframework.stereotype.Service;

/**
 * Keeps the secrets of connections unreadable while they are stored. Each is bound to its
 * brand and connection: copied to another it cannot be opened.
 */
@Service
public class Secrets {

	private final Sealer sealer;

	Secrets(Sealer sealer) {
		this.sealer = sealer;
	}

	/**
	 * Encrypts, with the current key; differently each time.
	 * @param brandId the brand it belongs to
	 * @param connectionId the connection it belongs to
	 * @param plain the secret
	 * @return what may be stored; 33 bytes longer than the secret
	 */
	public byte[] seal(UUID brandId, UUID connectionId, byte[] plain) {
		return this.sealer.seal(plain, place(brandId, connectionId));
	}

	/**
	 * Decrypts, with the current key or an old one.
	 * @param brandId the brand it belongs to
	 * @param connectionId the connection it belongs to
	 * @param sealed what was stored
	 * @return the secret
	 * @throws UnreadableSecretException when it was changed, belongs elsewhere, or its
	 * key is not there
	 */
	public byte[] open(UUID brandId, UUID connectionId, byte[] sealed) {
		return this.sealer.open(sealed, place(brandId, connectionId));
	}

	private static byte[] place(UUID brandId, UUID connectionId) {
		return ByteBuffer.allocate(4 * Long.BYTES)
			.putLong(brandId.getMostSignificantBits())
			.putLong(brandId.getLeastSignificantBits())
			.putLong(connectionId.getMostSignificantBits())
			.putLong(connectionId.getLeastSignificantBits())
			.array();
	}

}
