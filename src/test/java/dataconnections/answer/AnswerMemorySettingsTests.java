package dataconnections.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerMemorySettingsTests {

	private static final String SETTING = "data-connections.answer.max-memory";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void defaultIsAQuarterOfTheHeap() {
		this.runner.run((context) -> assertThat(context.getBean(AnswerMemorySettings.class).bytes())
			.isEqualTo(Runtime.getRuntime().maxMemory() / 4));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1MB", "1TB" })
	void boundsAreTaken(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1023KB", "1025GB", "-1" })
	void anythingElseIsRefusedByName(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(SETTING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1ms", "61s" })
	void waitIsBounded(String value) {
		this.runner.withPropertyValues("data-connections.answer.max-wait=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("data-connections.answer.max-wait"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(AnswerMemorySettings.class)
	static class Settings {

	}

}
