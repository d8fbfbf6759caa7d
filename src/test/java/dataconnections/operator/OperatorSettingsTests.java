package dataconnections.operator;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OperatorSettingsTests {

	private static final String TOKEN = "t".repeat(32);

	@Test
	void nothingIsSetByDefault() {
		assertThat(bind(Map.of()).token()).isNull();
		assertThat(bind(Map.of("data-connections.operator.token", " ")).token()).isNull();
	}

	@Test
	void tokenIsBoundWithoutTheWhiteSpaceAroundIt() {
		assertThat(bind(Map.of("data-connections.operator.token", TOKEN + "\n")).token()).isEqualTo(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(ints = { 31, 513 })
	void tooShortOrTooLongIsRejectedWithoutShowingTheToken(int length) {
		String token = "s".repeat(length);
		assertThatIllegalArgumentException().isThrownBy(() -> new OperatorSettings(token))
			.withMessageContaining("DATA_CONNECTIONS_OPERATOR_TOKEN has " + length + " characters")
			.withMessageNotContaining(token);
	}

	@Test
	void textOfTheSettingsDoesNotShowTheToken() {
		assertThat(new OperatorSettings(TOKEN)).hasToString("OperatorSettings[set]");
	}

	private static OperatorSettings bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("data-connections.operator",
				OperatorSettings.class);
	}

}
