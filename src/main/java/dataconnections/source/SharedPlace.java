package dataconnections.source;

import java.util.UUID;

/**
 * Where an answer is found in the memory that replicas share. The values may be secret.
 *
 * @param brandId whose it is
 * @param connectionId the connection
 * @param generation grows with every change of the connection's API and with every purge
 * @param values what fills the request, as one text
 */
public record SharedPlace(UUID brandId, UUID connectionId, long generation, String values) {

	@Override
	public String toString() {
		return "SharedPlace[" + this.connectionId + "]";
	}

}
