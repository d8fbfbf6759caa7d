package dataconnections.secret;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyRingTests {

	private final EncryptionKey current = EncryptionKey.random();

	private final EncryptionKey old = EncryptionKey.random();

	private final EncryptionKey older = EncryptionKey.random();

	@Test
	void variablesAreBound() {
		EncryptionSettings settings = bind(Map.of("DATA_CONNECTIONS_ENCRYPTION_KEY", this.current.reveal(),
				"DATA_CONNECTIONS_ENCRYPTION_OLD_KEYS", this.old.reveal() + ", " + this.older.reveal()));
		assertThat(ring(settings).keys()).containsExactly(this.current, this.old, this.older);
	}

	@Test
	void withoutOldKeysThereIsTheCurrentOne() {
		EncryptionSettings settings = bind(Map.of("DATA_CONNECTIONS_ENCRYPTION_KEY", this.current.reveal(),
				"DATA_CONNECTIONS_ENCRYPTION_OLD_KEYS", ""));
		assertThat(ring(settings).keys()).containsExactly(this.current);
	}

	@Test
	void keyThatIsCurrentAndOldIsOne() {
		EncryptionSettings settings = new EncryptionSettings(this.current.reveal(),
				List.of(this.old.reveal(), "", this.current.reveal(), this.old.reveal()));
		assertThat(ring(settings).keys()).containsExactly(this.current, this.old);
	}

	@Test
	void configuredKeyComesBeforeAnyOther() {
		assertThat(KeyRing.of(new EncryptionSettings(" ", List.of()), () -> this.older).current())
			.isEqualTo(this.older);
		assertThat(KeyRing.of(new EncryptionSettings(this.current.reveal(), List.of()), () -> this.older).current())
			.isEqualTo(this.current);
	}

	@Test
	void oldKeyThatIsNoneIsNamedByItsPlace() {
		EncryptionSettings settings = new EncryptionSettings(this.current.reveal(),
				List.of(this.old.reveal(), "c2hvcnQ="));
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> ring(settings))
			.withMessage("Entry 2 of DATA_CONNECTIONS_ENCRYPTION_OLD_KEYS holds 5 bytes instead of 32.");
	}

	@Test
	void derivedKeysAreNamedByTheirOrigin() {
		EncryptionSettings settings = new EncryptionSettings(this.current.reveal(), List.of(this.old.reveal()));
		List<DerivedKey> keys = ring(settings).derive("tests");
		assertThat(keys).extracting(DerivedKey::id)
			.containsExactly(EncryptionKey.text(this.current.id()), EncryptionKey.text(this.old.id()));
		assertThat(keys.getFirst().key().getEncoded()).isEqualTo(this.current.derive("tests"));
	}

	@Test
	void textsHideTheKeys() {
		EncryptionSettings settings = new EncryptionSettings(this.current.reveal(), List.of(this.old.reveal()));
		assertThat(settings.toString() + ring(settings) + ring(settings).derive("tests"))
			.contains(EncryptionKey.text(this.current.id()))
			.doesNotContain(this.current.reveal(), this.old.reveal());
	}

	private static KeyRing ring(EncryptionSettings settings) {
		return KeyRing.of(settings, () -> {
			throw KeyRefusedException.missing();
		});
	}

	private static EncryptionSettings bind(Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		return Binder.get(environment).bind("data-connections.encryption", Bindable.of(EncryptionSettings.class)).get();
	}

}
