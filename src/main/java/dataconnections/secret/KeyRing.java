package dataconnections.secret;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import javax.crypto.spec.SecretKeySpec;

import org.springframework.util.StringUtils;

/**
 * The key that is encrypted with, and the old ones that are still read with.
 */
public final class KeyRing {

	private final List<EncryptionKey> keys;

	private KeyRing(Set<EncryptionKey> keys) {
		this.keys = List.copyOf(keys);
	}

	static KeyRing of(EncryptionSettings settings, Supplier<EncryptionKey> unconfigured) {
		Set<EncryptionKey> keys = new LinkedHashSet<>();
		keys.add(StringUtils.hasText(settings.key()) ? EncryptionKey.parse(EncryptionSettings.KEY, settings.key())
				: unconfigured.get());
		for (int i = 0; i < settings.oldKeys().size(); i++) {
			if (StringUtils.hasText(settings.oldKeys().get(i))) {
				keys.add(EncryptionKey.parse("Entry " + (i + 1) + " of " + EncryptionSettings.OLD_KEYS,
						settings.oldKeys().get(i)));
			}
		}
		return new KeyRing(keys);
	}

	/**
	 * Derives keys for a purpose that is not the encryption of secrets.
	 * @param purpose a word that no other caller uses
	 * @return a key from the current encryption key, then those from the old ones
	 */
	public List<DerivedKey> derive(String purpose) {
		return this.keys.stream()
			.map((key) -> new DerivedKey(EncryptionKey.text(key.id()),
					new SecretKeySpec(key.derive(purpose), "HmacSHA256")))
			.toList();
	}

	EncryptionKey current() {
		return this.keys.getFirst();
	}

	List<EncryptionKey> keys() {
		return this.keys;
	}

	@Override
	public String toString() {
		return "KeyRing" + this.keys;
	}

}
