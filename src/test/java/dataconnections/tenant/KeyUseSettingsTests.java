package dataconnections.tenant;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class KeyUseSettingsTests {

	private static final String SETTING = "data-connections.keys.last-used-interval";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void defaultIsTheDocumentedOne() {
		this.runner.run((context) -> assertThat(context.getBean(KeyUseSettings.class).lastUsedInterval())
			.isEqualTo(Duration.ofMinutes(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1s", "24h" })
	void boundsAreTaken(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "999ms", "25h", "-1m" })
	void anythingElseIsRefusedByName(String value) {
		this.runner.withPropertyValues(SETTING + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(SETTING));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(KeyUseSettings.class)
	static class Settings {

	}

}
