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
 * Encrypts with AES-256-GCM. What comes out begins with Tink's prefix: one byte, then the
 * four of the key's id.
 */
final class Sealer {

	private static final int PREFIX = 5;

	private final KeyRing keys;

	private final Aead aead;

	Sealer(KeyRing keys) {
		this.keys = keys;
		this.aead = aead(keys);
	}

	byte[] seal(byte[] plain, byte[] boundTo) {
		try {
			return this.aead.encrypt(plain, boundTo);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A secret cannot be encrypted", ex);
		}
	}

	byte[] open(byte[] sealed, byte[] boundTo) {
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

	private static Aead aead(KeyRing keys) {
		try {
			AeadConfig.register();
			KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
			for (EncryptionKey key : keys.keys()) {
				KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(tinkKey(key));
				keyset.addEntry(key.equals(keys.current()) ? entry.makePrimary() : entry);
			}
			return keyset.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Tink does not take the encryption keys", ex);
		}
	}

	@AccessesPartialKey
	private static AesGcmKey tinkKey(EncryptionKey key) throws GeneralSecurityException {
		return AesGcmKey.builder()
			.setParameters(PredefinedAeadParameters.AES256_GCM)
			.setKeyBytes(SecretBytes.copyFrom(key.derive("secrets"), InsecureSecretKeyAccess.get()))
			.setIdRequirement(key.id())
			.build();
	}

}
