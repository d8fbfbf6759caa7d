package dataconnections.limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void withoutANumberNothingIsOnTheWayOfRequests() {
		new ApplicationContextRunner().withUserConfiguration(RateLimitConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WebMvcConfigurer.class));
	}

	@Test
	void burstIsThatOfASecondUnlessItIsSet() {
		this.runner.withPropertyValues("data-connections.rate-limit.requests-per-second=100")
			.run((context) -> assertThat(RateLimit.of(context.getBean(RateLimitSettings.class)))
				.isEqualTo(new RateLimit(100, 100)));
		this.runner
			.withPropertyValues("data-connections.rate-limit.requests-per-second=100",
					"data-connections.rate-limit.burst=250")
			.run((context) -> assertThat(RateLimit.of(context.getBean(RateLimitSettings.class)).policy())
				.isEqualTo("\"default\";q=250;w=3"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "requests-per-second=0", "requests-per-second=1000001", "burst=0", "burst=5" })
	void anythingElseIsRefusedByName(String setting) {
		String name = "data-connections.rate-limit." + setting;
		this.runner.withPropertyValues(name)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining(name.replaceAll("=.*", "")));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RateLimitSettings.class)
	static class Settings {

	}

}
