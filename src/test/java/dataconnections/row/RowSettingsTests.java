package dataconnections.row;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RowSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@ParameterizedTest
	@CsvSource({ "16, 14, 10", "8, 7, 5", "4, 3, 2", "2, 1, 1", "1, 1, 1" })
	void lookUpsLeaveConnectionsToOthersAndABrandLeavesSomeToBrands(int pool, int places, int share) {
		this.runner.run((context) -> {
			RowSettings settings = context.getBean(RowSettings.class);
			assertThat(settings.lookupPlaces(pool)).isEqualTo(places);
			assertThat(settings.lookupShare(pool)).isEqualTo(share);
			assertThat(settings.uploadShare()).isEqualTo(4);
		});
	}

	@Test
	void areMapped() {
		this.runner
			.withPropertyValues("data-connections.row.lookup-connections=12",
					"data-connections.row.lookup-connections-per-brand=20",
					"data-connections.row.upload-connections-per-brand=8")
			.run((context) -> {
				RowSettings settings = context.getBean(RowSettings.class);
				assertThat(settings.lookupPlaces(16)).isEqualTo(12);
				assertThat(settings.lookupShare(16)).as("never more than there are").isEqualTo(12);
				assertThat(settings.uploadShare()).isEqualTo(8);
				assertThatIllegalArgumentException().isThrownBy(() -> settings.lookupPlaces(11))
					.withMessageContaining("lookup-connections")
					.withMessageContaining("maximum-pool-size");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "lookup-connections=0", "lookup-connections-per-brand=0", "lookup-wait=61s",
			"lookup-queue=-1", "upload-connections-per-brand=9" })
	void anythingElseIsRefusedByName(String setting) {
		this.runner.withPropertyValues("data-connections.row." + setting)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RowSettings.class)
	static class Settings {

	}

}
