package dataconnections.secret;

/**
 * A stored secret that cannot be read. Tells the operator why, and nothing of the secret.
 */
public class UnreadableSecretException extends RuntimeException {

	private UnreadableSecretException(String message, Throwable cause) {
		super(message, cause);
	}

	static UnreadableSecretException changed(Throwable cause) {
		return new UnreadableSecretException(
				"A stored secret was changed, or copied from another connection: it is lost and must be sent again.",
				cause);
	}

	static UnreadableSecretException unknownKey(int id, Throwable cause) {
		return new UnreadableSecretException("A stored secret was encrypted with the key " + EncryptionKey.text(id)
				+ ", which the service does not have: add it to " + EncryptionSettings.OLD_KEYS
				+ "; without it the secret is lost and must be sent again.", cause);
	}

}
