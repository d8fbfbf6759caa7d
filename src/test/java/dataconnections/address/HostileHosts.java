package dataconnections.address;

import java.util.stream.Stream;

/**
 * Spellings of hosts that must not be called, for tests in which every name that is
 * looked up has the address 127.0.0.1.
 */
final class HostileHosts {

	private HostileHosts() {
	}

	static Stream<String> all() {
		return Stream.of(ipv4(), ipv6(), disguises(), names()).flatMap((group) -> group);
	}

	private static Stream<String> ipv4() {
		return Stream.of("0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1",
				"100.100.100.200", "100.127.255.255", "127.0.0.0", "127.0.0.1", "127.0.0.53", "127.1.2.3",
				"127.255.255.255", "169.254.0.1", "169.254.0.23", "169.254.42.42", "169.254.169.250", "169.254.169.253",
				"169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.255.255", "172.16.0.1", "172.17.0.1",
				"172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.10", "192.0.0.170", "192.0.0.192",
				"192.0.0.255", "192.0.2.1", "192.0.2.255", "192.88.99.1", "192.168.0.1", "192.168.255.255",
				"198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "224.0.0.251",
				"239.255.255.250", "240.0.0.1", "255.255.255.254", "255.255.255.255", "168.63.129.16");
	}

	private static Stream<String> ipv6() {
		return Stream.of("[::]", "[0:0:0:0:0:0:0:0]", "[::1]", "[0:0:0:0:0:0:0:1]",
				"[0000:0000:0000:0000:0000:0000:0000:0001]", "[::2]", "[::127.0.0.1]", "[::7f00:1]", "[::10.0.0.1]",
				"[::8.8.8.8]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:7F00:0001]", "[0:0:0:0:0:ffff:7f00:1]",
				"[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[::ffff:0.0.0.0]",
				"[::ffff:192.168.1.1]", "[::ffff:100.100.100.200]", "[::ffff:0:127.0.0.1]", "[::ffff:0:7f00:1]",
				"[::ffff:0:8.8.8.8]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]",
				"[64:ff9b::169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::0.0.0.0]", "[64:ff9b::224.0.0.1]",
				"[64:ff9b:1::7f00:1]", "[64:ff9b:1::8.8.8.8]", "[64:ff9b:1:7f00:0:100::]", "[64:ff9b:2::1]", "[100::1]",
				"[100:0:0:1::1]", "[2001::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2001:1::1]", "[2001:2::1]",
				"[2001:10::1]", "[2001:20::1]", "[2001:1ff:ffff::1]", "[2001:db8::1]", "[2001:DB8::1]", "[2002::1]",
				"[2002:7f00:1::]", "[2002:7f00:1::1]", "[2002:a00:1::]", "[2002:a9fe:a9fe::]", "[2002:808:808::1]",
				"[3fff::1]", "[3fff:fff::1]", "[4000::1]", "[5f00::1]", "[8000::1]", "[e000::1]", "[fc00::1]",
				"[fd00::1]", "[fd12:3456:789a::1]", "[fd00:ec2::254]", "[fd00:ec2::23]", "[fd20:ce::254]",
				"[fdff:ffff::1]", "[fe80::1]", "[fe80::a9fe:a9fe]", "[febf::1]", "[fec0::1]", "[feff::1]", "[ff00::1]",
				"[ff02::1]", "[ff0e::1]", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]",
				"[2606:4700:0:0:0:5efe:127.0.0.1]", "[2606:4700::200:5efe:10.0.0.1]");
	}

	private static Stream<String> disguises() {
		return Stream.of("2130706433", "0", "1", "4294967295", "4294967296", "2852039166", "017700000001", "0x7f000001",
				"0X7F000001", "0x7f.1", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "127.0.0.0x1", "0177.0.0.1", "0177.0.0.01",
				"0177.1", "127.1", "127.0.1", "127.65530", "10.1", "127.0.0.01", "127.00.0.1", "00127.0.0.1",
				"127.0.0.256", "127.0.0.1.", "127.0.0.1..", "127.0.0.1.1", "256.256.256.256", "1.2.3", "0x", "0x.0x",
				"a.0x7f", "example.com.1", "127.0.0.1%00", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "localhost%00",
				"\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "127\uff0e0\uff0e0\uff0e1",
				"\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",
				"loca\u017fhost", "loc\u00adalhost", "\u212aubernetes", "b\u00fccher.example", "127.0.0.1\u0000",
				"127.0.0.1\t", "127.0.0.1\r\nHost: x", "\u00a0127.0.0.1", "\u3000localhost", "127.0.0.1\u200b",
				"[fe80::1%eth0]", "[fe80::1%25eth0]", "[::1%0]", "[::1%25lo]", "fe80::1%lo", "[::1", "::1]", "[[::1]]",
				"[::1]x", "[]", "[:]", "[:::]", "[1::2::3]", "[::ffff:127.1]", "[::ffff:0177.0.0.1]", "[127.0.0.1]",
				"[localhost]", "[v1.fe80::a]", "[::1]@", "[12345::]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "", ".",
				"..", "-", "-a.example.com", "a-.example.com", "a..example.com", ".example.com", "exa_mple.com",
				"exa mple.com", "exa\\mple.com", "a,b.example.com", "a'b.example.com", "*.example.com",
				"a".repeat(64) + ".example.com", "a.".repeat(126) + "com", "user@example.com", "example.com/", "$host",
				"{host}");
	}

	private static Stream<String> names() {
		return Stream.of("localhost", "LOCALHOST", "LocalHost.", "localhost.localdomain", "a.localhost", "localtest.me",
				"127.0.0.1.nip.io", "127-0-0-1.sslip.io", "7f000001.rbndr.example.com", "spoofed.example.com",
				"xn--bcher-kva.example", "metadata", "METADATA.", "metadata.google.internal",
				"Metadata.Google.Internal.", "metadata.goog", "metadata.goog.", "instance-data", "Instance-Data.",
				"instance-data.ec2.internal", "instance-data.ec2.internal.", "metadata.azure.internal",
				"metadata.tencentyun.com", "rancher-metadata", "kubernetes", "kubernetes.default",
				"kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "vault.internal", "printer.local",
				"router.home.arpa", "postgres", "db");
	}

}
