package dataconnections.address;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class AddressSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class);

	@Test
	void openNothingByDefault() {
		this.runner.run((context) -> {
			assertThat(context.getBean(AddressSettings.class).networks()).isEmpty();
			assertThat(context.getBean(AddressSettings.class).hosts()).isEmpty();
		});
	}

	@Test
	void areMapped() {
		this.runner
			.withPropertyValues("data-connections.source.allowed-networks=10.0.0.0/8, fd12:3456::/32,192.168.7.7,::1",
					"data-connections.source.allowed-hosts=CRM.internal., *.Example.com")
			.run((context) -> {
				AddressSettings settings = context.getBean(AddressSettings.class);
				assertThat(settings.networks()).extracting((network) -> network.block().toCanonicalString())
					.containsExactly("10.0.0.0/8", "fd12:3456::/32", "192.168.7.7", "::1");
				assertThat(settings.hosts()).containsExactly(new AllowedHost("crm.internal", false),
						new AllowedHost("example.com", true));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1/32", "::1/128", "0.0.0.0/0", "::/0" })
	void longestAndShortestPrefixAreTaken(String network) {
		this.runner.withPropertyValues("data-connections.source.allowed-networks=" + network)
			.run((context) -> assertThat(context.getBean(AddressSettings.class).networks()).hasSize(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "10.0.0.0/33", "::/129", "10.0.0.0/", "/8", "10.0.0.0/08", "10.0.0.0/-1",
			"10.0.0.0/255.0.0.0", "10.*", "10.0.0.0-10.0.0.9", "10/8", "127.1", "0177.0.0.1", "2130706433",
			"fe80::1%eth0", "::ffff:10.0.0.0/104", "::ffff:10.0.0.1", "0.0.0.0/0/0" })
	void refuseWhatIsNoNetwork(String value) {
		this.runner.withPropertyValues("data-connections.source.allowed-networks=10.0.0.0/8," + value)
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.contains("data-connections.source.allowed-networks has '" + value + "'"));
	}

	@Test
	void refuseANetworkWithBitsAfterItsPrefixAndTellTheRightOne() {
		this.runner.withPropertyValues("data-connections.source.allowed-networks=10.1.2.3/8")
			.run((context) -> assertThat(messages(context.getStartupFailure())).contains("'10.1.2.3/8'")
				.contains("write 10.0.0.0/8"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "*.", "a.*.example.com", "*example.com", "http://example.com", "example.com:8080",
			"exa mple.com", "b\u00fccher.example", ".example.com", "2130706433" })
	void refuseWhatIsNoHost(String value) {
		this.runner.withPropertyValues("data-connections.source.allowed-hosts=" + value)
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.contains("data-connections.source.allowed-hosts has '" + value + "'"));
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.1", "::1", "[::1]", "*.10.0.0.1" })
	void refuseAnAddressAsAHostAndTellWhereItBelongs(String value) {
		this.runner.withPropertyValues("data-connections.source.allowed-hosts=" + value)
			.run((context) -> assertThat(messages(context.getStartupFailure())).contains("'" + value + "'")
				.contains("data-connections.source.allowed-networks"));
	}

	private static String messages(@Nullable Throwable failure) {
		StringBuilder text = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			text.append(cause.getMessage()).append('\n');
		}
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(AddressSettings.class)
	static class Settings {

	}

}
