package dataconnections.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;

/**
 * Encrypts for one purpose with AES-256-GCM. What comes out begins with Tink's prefix:
 * one byte, then the four of the key's id.
 */
public final class Sealer {

	private static final String SECRETS = "secrets";

	private static final int PREFIX = 5;

	private final KeyRing keys;

	private final Aead aead;

	Sealer(KeyRing keys) {
		this(keys, SECRETS);
	}

	/**
	 * Encrypts with keys of its own.
	 * @param keys what they are derived from
	 * @param purpose a word that no other caller uses
	 */
	public Sealer(KeyRing keys, String purpose) {
		this.keys = keys;
		this.aead = aead(keys, purpose);
	}

	/**
	 * Encrypts, with the current key; differently each time.
	 * @param plain what is encrypted
	 * @param boundTo what has to be known to open it
	 * @return 33 bytes more
	 */
	public byte[] seal(byte[] plain, byte[] boundTo) {
		try {
			return this.aead.encrypt(plain, boundTo);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A secret cannot be encrypted", ex);
		}
	}

	/**
	 * Decrypts, with the current key or an old one.
	 * @param sealed what was encrypted
	 * @param boundTo what it was bound to
	 * @return what it was
	 * @throws UnreadableSecretException when it was changed, is bound to something else,
	 * or its key is not there
	 */
	public byte[] open(byte[] sealed, byte[] boundTo) {
		try {
			return this.aead.decrypt(sealed, boundTo);
		}
		catch (GeneralSecurityException ex) {
			throw knows(sealed) ? UnreadableSecretException.changed(ex)
					: UnreadableSecretException.unknownKey(keyId(sealed), ex);
		}
	}

	boolean isCurrent(byte[] sealed) {
		return keyId(sealed) == this.keys.current().id();
	}

	boolean knows(byte[] sealed) {
		return this.keys.keys().stream().anyMatch((key) -> key.id() == keyId(sealed));
	}

	static int keyId(byte[] sealed) {
		return (sealed.length < PREFIX) ? 0 : ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt();
	}

	private static Aead aead(KeyRing keys, String purpose) {
		try {
			AeadConfig.register();
			KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
			for (EncryptionKey key : keys.keys()) {
				KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(tinkKey(key, purpose));
				keyset.addEntry(key.equals(keys.current()) ? entry.makePrimary() : entry);
			}
			return keyset.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Tink does not take the encryption keys", ex);
		}
	}

	@AccessesPartialKey
	private static AesGcmKey tinkKey(EncryptionKey key, String purpose) throws GeneralSecurityException {
		return AesGcmKey.builder()
			.setParameters(PredefinedAeadParameters.AES256_GCM)
			.setKeyBytes(SecretBytes.copyFrom(key.derive(purpose), InsecureSecretKeyAccess.get()))
			.setIdRequirement(key.id())
			.build();
	}

}
