package dataconnections.secret;

import javax.crypto.SecretKey;

/**
 * A key for one purpose.
 *
 * @param id names the encryption key that it comes from, without telling anything of it
 * @param key 32 bytes
 */
public record DerivedKey(String id, SecretKey key) {

	@Override
	public String toString() {
		return "DerivedKey[" + this.id + "]";
	}

}
