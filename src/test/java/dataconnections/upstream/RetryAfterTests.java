package dataconnections.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** It is Tuesday, 24 November 2026, 12:00:00 GMT. */
class RetryAfterTests {

	private final Clock clock = Clock.fixed(Calls.NOW, ZoneOffset.UTC);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			1                             | PT1S
			120                           | PT2M
			 007                          | PT7S
			86400                         | PT24H
			Tue, 24 Nov 2026 12:00:01 GMT | PT1S
			Tue, 24 Nov 2026 13:00:00 GMT | PT1H
			Tuesday, 24-Nov-26 12:01:00 GMT | PT1M
			Tue Nov 24 12:00:30 2026      | PT30S
			""")
	void bothFormsAreRead(String value, Duration expected) {
		assertThat(RetryAfter.read(value, this.clock)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "86401", "1000000000", "999999999999999999", "99999999999999999999",
			"Wed, 24 Nov 2055 12:00:00 GMT" })
	void moreThanADayIsADay(String value) {
		assertThat(RetryAfter.read(value, this.clock)).isEqualTo(Duration.ofDays(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "0", "-1", "+1", "1.5", "1e9", "0x10", "soon", "PT1S", "1;2", "\u0661",
			"Tue, 24 Nov 2026 12:00:00 GMT", "Tue, 24 Nov 2026 11:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT",
			"2026-11-24T13:00:00Z", "Tue, 24 Nov 2026 25:00:00 GMT" })
	void pastAndGarbageAreIgnored(String value) {
		assertThat(RetryAfter.read(value, this.clock)).isNull();
	}

	@Test
	void nothingIsNothing() {
		assertThat(RetryAfter.read(null, this.clock)).isNull();
	}

}
