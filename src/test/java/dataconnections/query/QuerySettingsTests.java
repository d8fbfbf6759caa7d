package dataconnections.query;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class QuerySettingsTests {

	private static final String SETTING = "data-connections.query.max-answer-size";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void defaultIsTheDocumentedOne() {
		this.runner.run((context) -> assertThat(context.getBean(QuerySettings.class).maxAnswerSize())
			.isEqualTo(DataSize.ofMegabytes(32)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1KB", "1GB" })
	void boundsAreTaken(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1023B", "1025MB", "-1" })
	void anythingElseIsRefusedByName(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(SETTING));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(QuerySettings.class)
	static class Settings {

	}

}
