package dataconnections.secret;

import java.util.List;

import javax.sql.DataSource;

import dataconnections.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyCheckTests {

	private final DataSource database = TestDatabase.empty();

	private final JdbcClient jdbc = JdbcClient.create(this.database);

	private final EncryptionKey key = EncryptionKey.random();

	@BeforeEach
	void migrate() {
		Flyway.configure().dataSource(this.database).locations("classpath:db/migration").load().migrate();
	}

	@Test
	void firstKeyIsThatOfTheDatabase() {
		check(this.key).verify();
		assertThat(values()).isEmpty();
		check(this.key).establish();
		byte[] value = value();
		check(this.key).verify();
		check(this.key).establish();
		assertThat(value()).isEqualTo(value);
	}

	@Test
	void databaseBeforeItsFirstMigrationHasNothingToCompare() {
		DataSource empty = TestDatabase.empty();
		assertThatCode(() -> check(empty, this.key).verify()).doesNotThrowAnyException();
	}

	@Test
	void otherKeyIsRefusedAndChangesNothing() {
		check(this.key).establish();
		byte[] value = value();
		EncryptionKey other = EncryptionKey.random();
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> check(other).verify());
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> check(other).establish())
			.satisfies((refused) -> assertThat(refused.getMessage() + refused.remedy())
				.contains(EncryptionKey.text(this.key.id()), EncryptionKey.text(other.id()),
						"DATA_CONNECTIONS_ENCRYPTION_KEY", "DATA_CONNECTIONS_ENCRYPTION_OLD_KEYS")
				.doesNotContain(this.key.reveal(), other.reveal()));
		assertThat(value()).isEqualTo(value);
	}

	@Test
	void newKeyTakesOverWhileTheOldOneIsKept() {
		check(this.key).establish();
		EncryptionKey renewed = EncryptionKey.random();
		check(renewed, this.key).verify();
		check(renewed, this.key).establish();
		assertThatCode(() -> check(renewed).establish()).doesNotThrowAnyException();
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> check(this.key).establish());
		assertThatCode(() -> check(this.key, renewed).establish()).doesNotThrowAnyException();
		assertThat(values()).hasSize(1);
	}

	@Test
	void changedValueIsRefused() {
		check(this.key).establish();
		this.jdbc.sql("UPDATE encryption_check SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)").update();
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> check(this.key).verify())
			.withMessageContaining("encryption_check");
	}

	@Test
	void cutValueIsRefused() {
		check(this.key).establish();
		this.jdbc.sql("UPDATE encryption_check SET sealed = ''").update();
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> check(this.key).verify());
	}

	private KeyCheck check(EncryptionKey current, EncryptionKey... old) {
		return check(this.database, current, old);
	}

	private static KeyCheck check(DataSource database, EncryptionKey current, EncryptionKey... old) {
		KeyRing keys = KeyRing.of(current, old);
		return new KeyCheck(keys, new Sealer(keys), database);
	}

	private byte[] value() {
		assertThat(values()).hasSize(1);
		return values().getFirst();
	}

	private List<byte[]> values() {
		return this.jdbc.sql("SELECT sealed FROM encryption_check").query((rs, n) -> rs.getBytes(1)).list();
	}

}
