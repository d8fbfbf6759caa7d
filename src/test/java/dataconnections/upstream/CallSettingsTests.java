package dataconnections.upstream;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class CallSettingsTests {

	private static final String PREFIX = "data-connections.source.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void haveDefaults() {
		this.runner.run((context) -> {
			assertThat(context.getBean(CallSettings.class))
				.isEqualTo(new CallSettings(DataSize.ofMegabytes(2), Duration.ofSeconds(3), 512, 128, 64));
			assertThat(context.getBean(BreakerSettings.class))
				.isEqualTo(new BreakerSettings(50, 10, Duration.ofSeconds(30), Duration.ofSeconds(10), 3));
			assertThat(context.getBean(RetrySettings.class))
				.isEqualTo(new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(5)));
		});
	}

	@Test
	void areMapped() {
		this.runner
			.withPropertyValues(PREFIX + "max-response-size=64MB", PREFIX + "connect-timeout=1ms",
					PREFIX + "max-calls=3", PREFIX + "max-calls-per-brand=2", PREFIX + "max-calls-per-host=1",
					PREFIX + "breaker.failure-rate=100", PREFIX + "breaker.minimum-calls=1",
					PREFIX + "breaker.window=2s", PREFIX + "breaker.open-for=10m", PREFIX + "breaker.probes=100",
					PREFIX + "retry.first-wait=10s", PREFIX + "retry.longest-wait=60s")
			.run((context) -> {
				assertThat(context.getBean(CallSettings.class))
					.isEqualTo(new CallSettings(DataSize.ofMegabytes(64), Duration.ofMillis(1), 3, 2, 1));
				assertThat(context.getBean(BreakerSettings.class))
					.isEqualTo(new BreakerSettings(100, 1, Duration.ofSeconds(2), Duration.ofMinutes(10), 100));
				assertThat(context.getBean(RetrySettings.class))
					.isEqualTo(new RetrySettings(Duration.ofSeconds(10), Duration.ofSeconds(60)));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-response-size=0B", "max-response-size=65MB", "connect-timeout=0s",
			"connect-timeout=-1s", "connect-timeout=61s", "max-calls=0", "max-calls-per-brand=0",
			"max-calls-per-brand=513", "max-calls-per-host=0", "max-calls-per-host=129", "breaker.failure-rate=0",
			"breaker.failure-rate=101", "breaker.minimum-calls=0", "breaker.minimum-calls=1001", "breaker.window=1s",
			"breaker.window=11m", "breaker.open-for=0s", "breaker.open-for=11m", "breaker.probes=0",
			"breaker.probes=101", "retry.first-wait=0s", "retry.first-wait=11s", "retry.longest-wait=99ms",
			"retry.longest-wait=61s" })
	void thatMakeNoSenseAreRefusedByName(String setting) {
		this.runner.withPropertyValues(PREFIX + setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith(PREFIX + setting.substring(0, setting.indexOf('=')) + " must be "));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ BreakerSettings.class, CallSettings.class, RetrySettings.class })
	static class Settings {

	}

}
