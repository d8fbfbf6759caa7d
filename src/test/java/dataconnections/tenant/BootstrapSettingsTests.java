package dataconnections.tenant;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BootstrapSettingsTests {

	private static final String API_KEY = "a".repeat(32);

	private static final String BRAND_KEY = "b".repeat(8);

	@Test
	void nothingIsSetByDefault() {
		assertThat(new BootstrapSettings(null, " ").apiKey()).isNull();
	}

	@Test
	void variablesAreBound() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("DATA_CONNECTIONS_BOOTSTRAP_API_KEY", API_KEY + "\n",
									"DATA_CONNECTIONS_BOOTSTRAP_BRAND_KEY", BRAND_KEY)));
		assertThat(
				Binder.get(environment).bind("data-connections.bootstrap", Bindable.of(BootstrapSettings.class)).get())
			.isEqualTo(new BootstrapSettings(API_KEY, BRAND_KEY));
	}

	@Test
	void oneWithoutTheOtherIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapSettings(API_KEY, null))
			.withMessageContaining("DATA_CONNECTIONS_BOOTSTRAP_API_KEY")
			.withMessageContaining("DATA_CONNECTIONS_BOOTSTRAP_BRAND_KEY");
	}

	@Test
	void tooShortIsRejectedWithoutShowingTheKey() {
		String key = "s".repeat(31);
		assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapSettings(key, BRAND_KEY))
			.withMessageContaining("DATA_CONNECTIONS_BOOTSTRAP_API_KEY has 31 characters")
			.withMessageNotContaining(key);
		assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapSettings(API_KEY, "b".repeat(7)))
			.withMessageContaining("DATA_CONNECTIONS_BOOTSTRAP_BRAND_KEY has 7 characters");
	}

	@Test
	void longerThanAHeaderMayBeIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BootstrapSettings("a".repeat(513), BRAND_KEY))
			.withMessageContaining("DATA_CONNECTIONS_BOOTSTRAP_API_KEY has 513 characters");
	}

	@Test
	void shortestAndLongestAreTaken() {
		assertThat(new BootstrapSettings("a".repeat(32), "b".repeat(8)).brandKey()).hasSize(8);
		assertThat(new BootstrapSettings("a".repeat(512), "b".repeat(512)).apiKey()).hasSize(512);
	}

	@Test
	void textHidesTheKeys() {
		assertThat(new BootstrapSettings(API_KEY, BRAND_KEY)).hasToString("BootstrapSettings[set]");
		assertThat(new BootstrapSettings(null, null)).hasToString("BootstrapSettings[not set]");
	}

}
