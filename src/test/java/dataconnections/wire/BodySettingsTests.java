package dataconnections.wire;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class BodySettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void haveDefaults() {
		this.runner.run((context) -> {
			assertThat(context.getBean(BodySettings.class).maxSize()).isEqualTo(DataSize.ofMegabytes(32));
			assertThat(context.getBean(UploadBodySettings.class).maxSize()).isEqualTo(DataSize.ofGigabytes(10));
		});
	}

	@Test
	void areMapped() {
		this.runner.withPropertyValues("data-connections.body.max-size=1KB", "data-connections.upload.max-size=2KB")
			.run((context) -> {
				assertThat(context.getBean(BodySettings.class).maxSize()).isEqualTo(DataSize.ofKilobytes(1));
				assertThat(context.getBean(UploadBodySettings.class).maxSize()).isEqualTo(DataSize.ofKilobytes(2));
			});
	}

	@Test
	void refuseNothingAtAll() {
		for (String name : new String[] { "data-connections.body.max-size", "data-connections.upload.max-size" }) {
			this.runner.withPropertyValues(name + "=0B")
				.run((context) -> assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining(name));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ BodySettings.class, UploadBodySettings.class })
	static class Settings {

	}

}
