package dataconnections.idempotency;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencySettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void haveDefaults() {
		this.runner.run((context) -> assertThat(context.getBean(IdempotencySettings.class))
			.isEqualTo(new IdempotencySettings(Duration.ofHours(24), Duration.ofMinutes(1))));
	}

	@Test
	void areMapped() {
		this.runner
			.withPropertyValues("data-connections.idempotency.keep-for=2h",
					"data-connections.idempotency.sweep-interval=5s")
			.run((context) -> assertThat(context.getBean(IdempotencySettings.class))
				.isEqualTo(new IdempotencySettings(Duration.ofHours(2), Duration.ofSeconds(5))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "keep-for=59s", "keep-for=31d", "sweep-interval=0s", "sweep-interval=25h" })
	void anythingElseIsRefusedByName(String setting) {
		String name = "data-connections.idempotency." + setting;
		this.runner.withPropertyValues(name)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining(name.replaceAll("=.*", "")));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(IdempotencySettings.class)
	static class Settings {

	}

}
