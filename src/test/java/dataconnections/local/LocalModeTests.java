package dataconnections.local;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LocalModeTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void configuredDatabaseIsLeftAlone() {
		this.environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/postgres");
		initialize(true);
		initialize(false);
		assertThat(this.environment.getProperty(LocalMode.PROPERTY)).isNull();
		assertThat(this.environment.getProperty("server.address")).isNull();
	}

	@Test
	void withoutDatabaseTheEmbeddedOneIsUsedOnLoopbackOnly() {
		this.environment.setProperty("spring.datasource.url", " ");
		initialize(true);
		assertThat(this.environment.getProperty(LocalMode.PROPERTY)).isEqualTo("true");
		assertThat(this.environment.getProperty("server.address")).isEqualTo("127.0.0.1");
	}

	@Test
	void withoutDatabaseThePackagedJarSaysWhichVariableToSet() {
		assertThatExceptionOfType(LocalModeException.class).isThrownBy(() -> initialize(false)).satisfies((failure) -> {
			assertThat(failure.remedy()).contains("SPRING_DATASOURCE_URL");
			assertThat(new LocalModeFailureAnalyzer().analyze(new IllegalStateException(failure), failure).getAction())
				.contains("SPRING_DATASOURCE_URL");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void modeCannotBeTurnedOnByHand(boolean embedded) {
		this.environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/postgres");
		this.environment.setProperty(LocalMode.PROPERTY, "true");
		assertThatExceptionOfType(LocalModeException.class).isThrownBy(() -> initialize(embedded))
			.withMessageContaining(LocalMode.PROPERTY);
	}

	@Test
	void knownKeysAreNotOfferedToTheNetwork() {
		this.environment.setProperty("server.address", "0.0.0.0");
		assertThatExceptionOfType(LocalModeException.class).isThrownBy(() -> initialize(true))
			.withMessageContaining("server.address is 0.0.0.0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.0.1.1", "localhost", "::1" })
	void loopbackAddressMayBeChosen(String address) {
		this.environment.setProperty("server.address", address);
		initialize(true);
		assertThat(this.environment.getProperty("server.address")).isEqualTo(address);
	}

	@Test
	void secondContextOnTheSameEnvironmentIsNoContradiction() {
		initialize(true);
		initialize(true);
		assertThat(this.environment.getProperty(LocalMode.PROPERTY)).isEqualTo("true");
	}

	private void initialize(boolean embedded) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.setEnvironment(this.environment);
		new LocalMode(embedded).initialize(context);
	}

}
