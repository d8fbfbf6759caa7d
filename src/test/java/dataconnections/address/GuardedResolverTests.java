package dataconnections.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class GuardedResolverTests {

	private static final String HOST = "api.example.com";

	private final FakeNames names = new FakeNames();

	private final GuardedResolver resolver = new GuardedResolver(
			new AddressPolicy(new AddressSettings(List.of(), List.of())), this.names);

	@ParameterizedTest
	@MethodSource("dataconnections.address.HostileHosts#all")
	void everySpellingIsRefusedWithOneSentence(String host) {
		this.names.thenAnswer("127.0.0.1");
		assertRefused(host);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "[::1]", "169.254.169.254", "2130706433", "127.1", "localhost",
			"metadata.goog", "kubernetes", "fe80::1%lo", "", "[64:ff9b::7f00:1]", "loca\u017fhost" })
	void refusalOfAnAddressOrInternalNameNeedsNoLookUp(String host) {
		this.names.thenAnswer("8.8.8.8");
		assertRefused(host);
		assertThat(this.names.asked()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "93.184.215.14,10.0.0.1", "10.0.0.1,93.184.215.14", "93.184.215.14,::1",
			"2606:4700::1111,169.254.169.254", "93.184.215.14,::ffff:7f00:1", "fd00::1,93.184.215.14" })
	void oneRefusedAddressAmongPublicOnesRefusesAll(String first, String second) {
		this.names.thenAnswer(first, second);
		assertRefused(HOST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.1.2.3", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.11.12.13", "172.16.5.4",
			"172.31.255.255", "192.168.44.3", "169.254.1.1", "169.254.170.2", "100.64.0.9", "100.127.255.255",
			"100.100.100.200", "192.0.0.9", "192.0.0.170", "192.0.2.55", "198.18.7.7", "198.19.255.255", "198.51.100.9",
			"203.0.113.77", "192.88.99.1", "224.0.0.251", "239.255.255.250", "240.0.0.9", "255.255.255.255",
			"168.63.129.16", "::", "::1", "::7f00:1", "::ffff:7f00:1", "::ffff:0:7f00:1", "64:ff9b::a00:1",
			"64:ff9b:1::7f00:1", "64:ff9b:1:ffff::1", "2002:7f00:1::", "2002:808:808::1", "2001::1",
			"2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:10::1", "2001:20::1", "2001:2f:ffff::1", "2001:30::1",
			"2001:2::1", "2001:db8:1234::9", "3fff:fff::1", "5f00:ffff::2", "100::1", "100:0:0:1::1", "fc00::1",
			"fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "fe80::5efe:7f00:1", "4000::1",
			"8000::1", "1::1", "2001:1::1", "2001:3::1", "2001:5::1" })
	void nameOfAnAddressThatIsNotPublicIsRefused(String address) {
		this.names.thenAnswer(address);
		assertRefused(HOST);
	}

	@Test
	void onlyTheJudgedAddressesAreHandedOnAfterOneLookUp() throws UnknownHostException {
		this.names.thenAnswer("93.184.215.14", "2606:4700::1111").thenAnswer("127.0.0.1");
		assertThat(this.resolver.resolve("API.Example.com.", 8443)).containsExactly(
				new InetSocketAddress(InetAddress.ofLiteral("93.184.215.14"), 8443),
				new InetSocketAddress(InetAddress.ofLiteral("2606:4700::1111"), 8443));
		assertThat(this.names.asked()).containsExactly(HOST);
	}

	@Test
	void answerThatIsChangedAfterwardsDoesNotChangeWhatWasJudged() throws UnknownHostException {
		InetAddress[] answer = { InetAddress.ofLiteral("93.184.215.14") };
		GuardedResolver sharing = new GuardedResolver(new AddressPolicy(new AddressSettings(List.of(), List.of())),
				(host) -> answer);
		InetAddress[] judged = sharing.resolve(HOST);
		answer[0] = InetAddress.ofLiteral("127.0.0.1");
		assertThat(judged).containsExactly(InetAddress.ofLiteral("93.184.215.14"));
	}

	@Test
	void nameThatIsReboundIsJudgedAnewAtEachLookUp() throws UnknownHostException {
		this.names.thenAnswer("93.184.215.14").thenAnswer("127.0.0.1").thenAnswer("93.184.215.14");
		assertThat(this.resolver.resolve(HOST)).hasSize(1);
		assertRefused(HOST);
		assertThat(this.resolver.resolve(HOST)).hasSize(1);
		assertThat(this.names.asked()).hasSize(3);
	}

	@Test
	void nameThatDidNotExistAndThenIsInsideIsRefused() {
		GuardedResolver changing = new GuardedResolver(new AddressPolicy(new AddressSettings(List.of(), List.of())),
				new HostResolver() {

					private int asked;

					@Override
					public InetAddress[] resolve(String host) throws UnknownHostException {
						if (this.asked++ == 0) {
							throw new UnknownHostException(host);
						}
						return new InetAddress[] { InetAddress.ofLiteral("10.0.0.1") };
					}

				});
		assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> changing.resolve(HOST))
			.isNotInstanceOf(RefusedAddressException.class);
		assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> changing.resolve(HOST));
	}

	@Test
	void aliasThatLeadsInsideIsRefusedWhateverNameItsAddressCarries() {
		GuardedResolver alias = new GuardedResolver(
				new AddressPolicy(new AddressSettings(List.of(), List.of("crm.internal"))),
				(host) -> new InetAddress[] { InetAddress.getByAddress("crm.internal", new byte[] { 10, 0, 0, 1 }) });
		assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> alias.resolve(HOST));
	}

	@Test
	void emptyAnswerIsNoAddress() {
		this.names.thenAnswer();
		assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> this.resolver.resolve(HOST));
	}

	@Test
	void canonicalNameIsTheHostItselfWithoutALookUp() {
		assertThat(this.resolver.resolveCanonicalHostname(HOST)).isEqualTo(HOST);
		assertThat(this.names.asked()).isEmpty();
	}

	@Test
	void refusalIsLoggedOnceOnOneLine(CapturedOutput output) {
		assertRefused("evil\r\nINFO all is well \u001b[31m\u0085\u2028");
		assertThat(output.getOut()).containsOnlyOnce("Refused to call evil??INFO?all?is?well??[31m??:");
		assertRefused("x".repeat(100_000));
		assertThat(output.getOut()).doesNotContain("x".repeat(254));
	}

	private void assertRefused(String host) {
		assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> this.resolver.resolve(host, 80))
			.withMessage(RefusedAddressException.SENTENCE);
	}

}
