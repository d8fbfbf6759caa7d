package dataconnections.secret;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EncryptionKeyTests {

	private static final String TEXT = "YSBrZXkgb2YgMzIgYnl0ZXMsIGZvciB0aGUgdGVzdHM=";

	@Test
	void keyIsReadAsItIsWritten() {
		assertThat(EncryptionKey.parse("KEY", " " + TEXT + "\n").reveal()).isEqualTo(TEXT);
		assertThat(EncryptionKey.parse("KEY", TEXT.replace("=", "")).reveal()).isEqualTo(TEXT);
		EncryptionKey random = EncryptionKey.random();
		assertThat(EncryptionKey.parse("KEY", random.reveal())).isEqualTo(random).isNotEqualTo(EncryptionKey.random());
	}

	@ParameterizedTest
	@CsvSource({ "c2VjcmV0LXNob3J0, KEY holds 12 bytes instead of 32.", "c2VjcmV0*, KEY is not base64.",
			"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1sb25n, KEY holds 39 bytes instead of 32." })
	void whatIsNoKeyIsNamedAndNotShown(String text, String sentence) {
		assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> EncryptionKey.parse("KEY", text))
			.satisfies((refused) -> {
				assertThat(refused.getMessage()).isEqualTo(sentence);
				assertThat(refused.remedy()).contains("32 bytes in base64", "openssl rand -base64 32");
				assertThat(refused).hasNoCause();
			});
	}

	@Test
	void eachPurposeHasItsOwnKey() {
		EncryptionKey key = EncryptionKey.parse("KEY", TEXT);
		assertThat(key.derive("one")).hasSize(32)
			.isEqualTo(EncryptionKey.parse("KEY", TEXT).derive("one"))
			.isNotEqualTo(key.derive("two"))
			.isNotEqualTo(Base64.getDecoder().decode(TEXT));
	}

	/** What is stored today must be readable by every later version. */
	@Test
	void derivationIsForEver() {
		EncryptionKey key = EncryptionKey.parse("KEY", TEXT);
		assertThat(EncryptionKey.text(key.id())).isEqualTo("57ffc035");
		assertThat(Base64.getEncoder().encodeToString(key.derive("secrets")))
			.isEqualTo("tHBvZ1ic+qH9GByhEWdbOhGbxy38jK22IRq2rEE50JQ=");
	}

	@Test
	void textHidesTheKey() {
		EncryptionKey key = EncryptionKey.parse("KEY", TEXT);
		assertThat(key).hasToString("EncryptionKey[" + EncryptionKey.text(key.id()) + "]");
	}

}
