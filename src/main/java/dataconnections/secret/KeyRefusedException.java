package dataconnections.secret;

/**
 * The service cannot start with the encryption keys it was given. Shows none of them.
 */
public class KeyRefusedException extends RuntimeException {

	private static final String MAKE_ONE = "openssl rand -base64 32";

	private final String remedy;

	private KeyRefusedException(String message, String remedy) {
		super(message);
		this.remedy = remedy;
	}

	static KeyRefusedException missing() {
		return new KeyRefusedException("No encryption key is configured.",
				"Set " + EncryptionSettings.KEY + " to 32 bytes in base64, the output of " + MAKE_ONE
						+ ", and keep a copy of it apart from the database's backups.");
	}

	static KeyRefusedException unreadable(String place, String fault) {
		return new KeyRefusedException(place + " " + fault + ".",
				"Give it 32 bytes in base64: restore the key that was there, or, for a new database, make one with "
						+ MAKE_ONE + ".");
	}

	static KeyRefusedException unknown(EncryptionKey current, int needed) {
		String id = EncryptionKey.text(needed);
		return new KeyRefusedException(
				"The secrets in the database were encrypted with the key " + id + ", but the service was given the key "
						+ EncryptionKey.text(current.id()) + ". Nothing was changed.",
				"Set " + EncryptionSettings.KEY + " to the key " + id
						+ "; to replace that key by the new one, add it to " + EncryptionSettings.OLD_KEYS + ".");
	}

	static KeyRefusedException damaged() {
		return new KeyRefusedException(
				"The check value of the encryption key, in the table encryption_check, was changed. Nothing was changed now.",
				"Restore the database from a backup.");
	}

	String remedy() {
		return this.remedy;
	}

}
