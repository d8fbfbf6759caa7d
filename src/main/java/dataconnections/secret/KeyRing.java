package dataconnections.secret;

import java.util.ArrayList;
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

	/**
	 * Puts keys together.
	 * @param current the key that is encrypted with
	 * @param old the keys that are still read with
	 * @return the ring
	 */
	public static KeyRing of(EncryptionKey current, EncryptionKey... old) {
		Set<EncryptionKey> keys = new LinkedHashSet<>();
		keys.add(current);
		keys.addAll(List.of(old));
		return new KeyRing(keys);
	}

	static KeyRing of(EncryptionSettings settings, Supplier<EncryptionKey> unconfigured) {
		EncryptionKey current = StringUtils.hasText(settings.key())
				? EncryptionKey.parse(EncryptionSettings.KEY, settings.key()) : unconfigured.get();
		List<EncryptionKey> old = new ArrayList<>();
		for (int i = 0; i < settings.oldKeys().size(); i++) {
			if (StringUtils.hasText(settings.oldKeys().get(i))) {
				old.add(EncryptionKey.parse("Entry " + (i + 1) + " of " + EncryptionSettings.OLD_KEYS,
						settings.oldKeys().get(i)));
			}
		}
		return of(current, old.toArray(EncryptionKey[]::new));
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
