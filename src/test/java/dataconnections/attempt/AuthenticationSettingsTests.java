package dataconnections.attempt;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AuthenticationSettingsTests {

	@Test
	void defaultsAreThirtyInAMinute() {
		assertThat(bind(Map.of())).isEqualTo(new AuthenticationSettings(30, Duration.ofMinutes(1)));
	}

	@Test
	void propertiesAreBound() {
		assertThat(bind(Map.of("data-connections.authentication.max-failures", "5",
				"data-connections.authentication.failure-window", "10s")))
			.isEqualTo(new AuthenticationSettings(5, Duration.ofSeconds(10)));
	}

	@ParameterizedTest
	@CsvSource({ "max-failures, 0", "max-failures, 1000001", "failure-window, 999ms", "failure-window, 61m" })
	void whatIsOutOfBoundsIsRejectedAndNamed(String property, String value) {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> bind(Map.of("data-connections.authentication." + property, value)))
			.havingRootCause()
			.withMessageContaining("data-connections.authentication." + property);
	}

	private static AuthenticationSettings bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties))
			.bindOrCreate("data-connections.authentication", AuthenticationSettings.class);
	}

}
