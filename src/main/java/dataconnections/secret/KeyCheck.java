package dataconnections.secret;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the keys with the database by a value that the first start encrypted there, so
 * that a wrong key is noticed before anything is written with it.
 */
class KeyCheck {

	private static final byte[] PLAIN = "check".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] PLACE = "encryption_check".getBytes(StandardCharsets.US_ASCII);

	private final KeyRing keys;

	private final Sealer sealer;

	private final JdbcClient jdbc;

	/**
	 * From a data source, since Spring gives no client before the database is migrated.
	 */
	KeyCheck(KeyRing keys, Sealer sealer, DataSource database) {
		this.keys = keys;
		this.sealer = sealer;
		this.jdbc = JdbcClient.create(database);
	}

	/**
	 * Refuses keys that are not this database's; writes nothing.
	 */
	void verify() {
		if (this.jdbc.sql("SELECT to_regclass('encryption_check') IS NOT NULL").query(Boolean.class).single()) {
			stored().ifPresent(this::verify);
		}
	}

	/**
	 * Refuses keys that are not this database's; leaves the check value to a new
	 * database, and to one whose key is being replaced.
	 */
	void establish() {
		byte[] mine = this.sealer.seal(PLAIN, PLACE);
		this.jdbc.sql("INSERT INTO encryption_check (sealed) VALUES (?) ON CONFLICT DO NOTHING").param(mine).update();
		byte[] stored = stored().orElseThrow();
		verify(stored);
		if (!this.sealer.isCurrent(stored)) {
			this.jdbc.sql("UPDATE encryption_check SET sealed = ? WHERE sealed = ?").params(mine, stored).update();
		}
	}

	private Optional<byte[]> stored() {
		return this.jdbc.sql("SELECT sealed FROM encryption_check").query(byte[].class).optional();
	}

	private void verify(byte[] stored) {
		if (!this.sealer.knows(stored)) {
			throw KeyRefusedException.unknown(this.keys.current(), Sealer.keyId(stored));
		}
		try {
			this.sealer.open(stored, PLACE);
		}
		catch (UnreadableSecretException ex) {
			throw KeyRefusedException.damaged();
		}
	}

}
