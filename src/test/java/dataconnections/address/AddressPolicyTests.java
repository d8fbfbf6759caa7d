package dataconnections.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressPolicyTests {

	private static final String HOST = "api.example.com";

	private final AddressPolicy closed = policy(List.of(), List.of());

	private final AddressPolicy wideOpen = policy(List.of("0.0.0.0/0", "::/0"),
			List.of("*.example.com", "metadata", "instance-data", "metadata.goog", "*.internal", "*.tencentyun.com"));

	static Stream<SpecialPurposeAddresses.Entry> registry() {
		return SpecialPurposeAddresses.ALL.stream();
	}

	@ParameterizedTest
	@MethodSource("registry")
	void everyBlockOfTheRegistriesIsRefusedFromItsFirstToItsLastAddress(SpecialPurposeAddresses.Entry entry) {
		InetAddress first = entry.block().block().getLower().toInetAddress();
		InetAddress last = entry.block().block().getUpper().toInetAddress();
		assertThat(this.closed.permits(HOST, first)).isFalse();
		assertThat(this.closed.permits(HOST, last)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "9.255.255.255,11.0.0.0", "100.63.255.255,100.128.0.0", "126.255.255.255,128.0.0.0",
			"169.253.255.255,169.255.0.0", "172.15.255.255,172.32.0.0", "191.255.255.255,192.0.1.0",
			"192.0.1.255,192.0.3.0", "192.88.98.255,192.88.100.0", "192.167.255.255,192.169.0.0",
			"198.17.255.255,198.20.0.0", "198.51.99.255,198.51.101.0", "203.0.112.255,203.0.114.0",
			"1.0.0.0,223.255.255.255", "168.63.129.15,168.63.129.17", "2000::,2000:ffff::1",
			"2001:200::,2001:db7:ffff::1", "2001:db9::1,2001:ffff::1", "2003::1,3ffe:ffff::1",
			"3fff:1000::1,3fff:ffff::", "192.31.196.1,192.52.193.1", "192.175.48.1,2620:4f:8000::1",
			"64:ff9b::8.8.8.8,64:ff9b::101:101", "2606:4700::1111,2a00:1450:4001:81b::200e",
			"2606:4700::5efe:8.8.8.8,2606:4700::200:5efe:808:808" })
	void neighboursOfTheBlocksArePermitted(String below, String above) {
		assertThat(this.closed.permits(HOST, InetAddress.ofLiteral(below))).isTrue();
		assertThat(this.closed.permits(HOST, InetAddress.ofLiteral(above))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "169.254.169.254", "10.0.0.1" })
	void mappedAddressIsJudgedAsTheOneItStandsFor(String ipv4) throws UnknownHostException {
		assertThat(this.closed.permits(HOST, mapped(ipv4))).isFalse();
		assertThat(this.closed.permits(HOST, mapped("8.8.8.8"))).isTrue();
		assertThat(policy(List.of("10.0.0.0/8"), List.of()).permits(HOST, mapped(ipv4)))
			.isEqualTo(ipv4.startsWith("10."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.0.23", "169.254.169.253",
			"169.254.42.42", "169.254.1.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254",
			"fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42", "fe80::a9fe:a9fe", "::a9fe:a9fe",
			"::ffff:0:a9fe:a9fe", "64:ff9b::a9fe:a9fe", "64:ff9b::6464:64c8", "64:ff9b::a83f:8110",
			"64:ff9b:1::a9fe:a9fe", "64:ff9b:1:a9fe:a9:fe00::", "64:ff9b:1:a9:fe:a9fe::", "64:ff9b:1:0:a9:fea9:fe00::",
			"2002:a9fe:a9fe::1", "2001:0:a9fe:a9fe::1", "2001::5601:5601", "2606:4700::5efe:a9fe:a9fe",
			"fd00::200:5efe:a9fe:a9fe" })
	void metadataIsRefusedWhateverIsAllowed(String address) throws UnknownHostException {
		InetAddress metadata = InetAddress.ofLiteral(address);
		assertThat(this.wideOpen.permits(HOST, metadata)).isFalse();
		assertThat(this.wideOpen.permits(address, metadata)).isFalse();
		if (metadata.getAddress().length == 4) {
			assertThat(this.wideOpen.permits(HOST, mapped(address))).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "metadata", "metadata.google.internal", "metadata.goog", "metadata.azure.internal",
			"instance-data", "instance-data.ec2.internal", "metadata.tencentyun.com" })
	void metadataIsRefusedByNameWhateverIsAllowed(String name) {
		assertThat(this.wideOpen.permitsName(name)).isFalse();
		assertThat(this.wideOpen.permits(name, InetAddress.ofLiteral("93.184.215.14"))).isFalse();
	}

	@Test
	void allowedNetworkOpensItsAddressesOnly() {
		AddressPolicy policy = policy(List.of("10.1.0.0/16", "fd12::/16", "192.168.7.7"), List.of());
		assertThat(Stream.of("10.1.0.0", "10.1.255.255", "fd12::1", "192.168.7.7", "8.8.8.8")
			.filter((address) -> policy.permits(HOST, InetAddress.ofLiteral(address)))).hasSize(5);
		assertThat(Stream.of("10.0.255.255", "10.2.0.0", "fd13::1", "192.168.7.8", "127.0.0.1", "64:ff9b::10.1.0.1")
			.filter((address) -> policy.permits(HOST, InetAddress.ofLiteral(address)))).isEmpty();
	}

	@Test
	void allowedHostOpensWhateverItResolvesToButMetadata() {
		AddressPolicy policy = policy(List.of(), List.of("crm.internal", "*.Corp.Example.com."));
		InetAddress inside = InetAddress.ofLiteral("10.0.0.1");
		assertThat(Stream.of("crm.internal", "a.corp.example.com", "a.b.corp.example.com"))
			.allMatch((host) -> policy.permitsName(host) && policy.permits(host, inside)
					&& !policy.permits(host, InetAddress.ofLiteral("169.254.169.254")));
		assertThat(Stream.of("corp.example.com", "evilcorp.example.com", "a.crm.internal", "xcrm.internal",
				"crm.internal.example.com", HOST))
			.noneMatch((host) -> policy.permits(host, inside));
	}

	@ParameterizedTest
	@ValueSource(strings = { "kubernetes", "kubernetes.default.svc", "api.default.svc.cluster.local", "crm.internal",
			"a.localhost", "localhost", "nas.home.arpa", "intranet" })
	void internalNameIsNotEvenLookedUpUnlessSomethingIsOpened(String name) {
		assertThat(this.closed.permitsName(name)).isFalse();
		AddressPolicy opened = policy(List.of("10.0.0.0/8"), List.of());
		assertThat(opened.permitsName(name)).isTrue();
		assertThat(opened.permits(name, InetAddress.ofLiteral("10.0.0.1"))).isTrue();
		assertThat(opened.permits(name, InetAddress.ofLiteral("8.8.8.8"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { HOST, "example.com", "localhost.example.com", "internal.example.com", "metadata.example.com" })
	void publicNameIsLookedUp(String name) {
		assertThat(this.closed.permitsName(name)).isTrue();
		assertThat(this.closed.permits(name, InetAddress.ofLiteral("8.8.8.8"))).isTrue();
	}

	@Test
	void publicAddressOfThisMachineIsRefusedUnlessAllowed() {
		InetAddress own = InetAddress.ofLiteral("8.8.4.4");
		AddressSettings nothing = new AddressSettings(List.of(), List.of());
		AddressSettings opened = new AddressSettings(List.of("8.8.4.4"), List.of());
		assertThat(new AddressPolicy(nothing, own::equals).permits(HOST, own)).isFalse();
		assertThat(new AddressPolicy(nothing, own::equals).permits(HOST, InetAddress.ofLiteral("8.8.8.8"))).isTrue();
		assertThat(new AddressPolicy(opened, own::equals).permits(HOST, own)).isTrue();
	}

	@Test
	void addressWithAZoneIsRefusedWhateverIsAllowed() throws UnknownHostException {
		byte[] bytes = InetAddress.ofLiteral("2606:4700::1111").getAddress();
		assertThat(this.wideOpen.permits(HOST, Inet6Address.getByAddress(HOST, bytes, 1))).isFalse();
		assertThat(this.wideOpen.permits(HOST, Inet6Address.getByAddress(HOST, bytes, -1))).isTrue();
	}

	private static AddressPolicy policy(List<String> networks, List<String> hosts) {
		return new AddressPolicy(new AddressSettings(networks, hosts), (address) -> false);
	}

	private static InetAddress mapped(String ipv4) throws UnknownHostException {
		byte[] bytes = new byte[16];
		bytes[10] = (byte) 0xff;
		bytes[11] = (byte) 0xff;
		System.arraycopy(InetAddress.ofLiteral(ipv4).getAddress(), 0, bytes, 12, 4);
		return Inet6Address.getByAddress(HOST, bytes, -1);
	}

}
