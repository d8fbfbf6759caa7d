package dataconnections.value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyTests {

	@ParameterizedTest
	@CsvSource({ "1,1", "1.0,1", "1e0,1", "-0,0", "0.00,0", "100,100", "1E2,100", "1.50,1.5", "-1e-2,-0.01",
			"0e999999999,0" })
	void numberHasOnePlainForm(String number, String text) {
		assertThat(Key.ofNumber(number).text()).isEqualTo(text);
	}

	@Test
	void hugeExponentIsRefusedWithoutBeingExpanded() {
		assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> Key.ofNumber("1e999999999"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\u0000b", "\ud800", "\udc00x" })
	void textThatCannotBeStoredIsNoKey(String text) {
		assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Key(text));
	}

	@Test
	void keyHasAtMost1024Bytes() {
		assertThat(new Key("é".repeat(512)).text()).hasSize(512);
		assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Key("é".repeat(512) + "a"));
	}

	@Test
	void keysAreOrderedByTheirBytes() {
		assertThat(new Key("\uffff")).isLessThan(new Key("\ud83d\ude00"));
		assertThat(new Key("Z")).isLessThan(new Key("a"));
	}

	@ParameterizedTest
	@CsvSource({ "1e131071,true", "1e131072,false", "1e-16383,true", "1e-16384,false", "1e400,true", "-1.5e131071,true",
			"1e99999999999,false", "0.5e131072,true" })
	void numericHoldsSoManyDigits(String number, boolean fits) {
		assertThat(DecimalText.fitsNumeric(number)).isEqualTo(fits);
	}

}
