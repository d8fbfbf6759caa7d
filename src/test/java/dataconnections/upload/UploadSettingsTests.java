package dataconnections.upload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class UploadSettingsTests {

	private static final String SETTING = "data-connections.rows.max-row-size";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void defaultIsTheDocumentedOne() {
		this.runner.run((context) -> assertThat(context.getBean(UploadSettings.class).maxRowSize())
			.isEqualTo(DataSize.ofMegabytes(2)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1KB", "128MB" })
	void boundsAreTaken(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1023B", "129MB", "-1" })
	void anythingElseIsRefusedByName(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(SETTING));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(UploadSettings.class)
	static class Settings {

	}

}
