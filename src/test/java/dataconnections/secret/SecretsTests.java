package dataconnections.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecretsTests {

	private static final byte[] PLAIN = "Bearer 0123456789".getBytes(StandardCharsets.UTF_8);

	private final UUID brand = UUID.randomUUID();

	private final UUID connection = UUID.randomUUID();

	private final EncryptionKey key = EncryptionKey.random();

	private final Secrets secrets = secrets(this.key);

	@Test
	void whatIsSealedIsOpened() {
		byte[] sealed = seal();
		assertThat(this.secrets.open(this.brand, this.connection, sealed)).isEqualTo(PLAIN);
		assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Bearer", "0123456789");
		assertThat(sealed).hasSize(PLAIN.length + 33);
	}

	@Test
	void emptyAndLargeSecretsAreKept() {
		for (byte[] plain : List.of(new byte[0], new byte[5_000_000])) {
			byte[] sealed = this.secrets.seal(this.brand, this.connection, plain);
			assertThat(this.secrets.open(this.brand, this.connection, sealed)).isEqualTo(plain);
		}
	}

	@Test
	void sameSecretLooksDifferentEachTime() {
		assertThat(Stream.generate(this::seal).limit(100).map(ByteBuffer::wrap)).doesNotHaveDuplicates();
	}

	@Test
	void secretBelongsToItsBrandAndConnection() {
		byte[] sealed = seal();
		assertUnreadable(() -> this.secrets.open(UUID.randomUUID(), this.connection, sealed));
		assertUnreadable(() -> this.secrets.open(this.brand, UUID.randomUUID(), sealed));
		assertUnreadable(() -> this.secrets.open(this.connection, this.brand, sealed));
	}

	@Test
	void everyChangedBitIsNoticed() {
		byte[] sealed = seal();
		for (int i = 0; i < 8 * sealed.length; i++) {
			byte[] changed = sealed.clone();
			changed[i / 8] ^= (byte) (1 << (i % 8));
			assertUnreadable(() -> this.secrets.open(this.brand, this.connection, changed));
		}
		for (int length = 0; length < sealed.length; length++) {
			byte[] cut = Arrays.copyOf(sealed, length);
			assertUnreadable(() -> this.secrets.open(this.brand, this.connection, cut));
		}
	}

	@Test
	void oldKeyIsReadWithAndTheNewOneWritten() {
		EncryptionKey renewed = EncryptionKey.random();
		byte[] sealed = seal();
		Secrets rotated = secrets(renewed, this.key);
		assertThat(rotated.open(this.brand, this.connection, sealed)).isEqualTo(PLAIN);
		byte[] again = rotated.seal(this.brand, this.connection, PLAIN);
		assertThat(secrets(renewed).open(this.brand, this.connection, again)).isEqualTo(PLAIN);
	}

	@Test
	void missingKeyIsNamedByItsId() {
		byte[] sealed = seal();
		Secrets without = secrets(EncryptionKey.random());
		assertThatExceptionOfType(UnreadableSecretException.class)
			.isThrownBy(() -> without.open(this.brand, this.connection, sealed))
			.withMessageContainingAll(EncryptionKey.text(this.key.id()), "DATA_CONNECTIONS_ENCRYPTION_OLD_KEYS");
	}

	/** What is stored today must be readable by every later version. */
	@Test
	void secretOfTheFirstVersionIsRead() {
		EncryptionKey first = EncryptionKey.parse("KEY", "YSBrZXkgb2YgMzIgYnl0ZXMsIGZvciB0aGUgdGVzdHM=");
		byte[] sealed = Base64.getDecoder()
			.decode("AVf/wDUAAQIDBAUGBwgJCgtspg1J+Zh4082zX8p90U5B+YlVc4bYpw/MbLRC5ILPqnE=");
		assertThat(secrets(first).open(new UUID(1, 2), new UUID(3, 4), sealed)).isEqualTo(PLAIN);
	}

	private byte[] seal() {
		return this.secrets.seal(this.brand, this.connection, PLAIN);
	}

	private static void assertUnreadable(Runnable opening) {
		assertThatExceptionOfType(UnreadableSecretException.class).isThrownBy(opening::run)
			.withMessageNotContaining("0123456789");
	}

	private static Secrets secrets(EncryptionKey current, EncryptionKey... old) {
		return new Secrets(new Sealer(KeyRing.of(current, old)));
	}

}
