package dataconnections.address;

import java.util.List;

import inet.ipaddr.IPAddress;

/**
 * The addresses that are not the public Internet: what the IANA registries of
 * special-purpose addresses do not mark globally reachable, multicast, and what was never
 * given out.
 */
final class SpecialPurposeAddresses {

	private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");

	static final List<Entry> ALL = List.of(entry("0.0.0.0/8", "this network", "RFC 791"),
			entry("10.0.0.0/8", "private use", "RFC 1918"), entry("100.64.0.0/10", "shared address space", "RFC 6598"),
			entry("127.0.0.0/8", "loopback", "RFC 1122"), entry("169.254.0.0/16", "link local", "RFC 3927"),
			entry("172.16.0.0/12", "private use", "RFC 1918"),
			entry("192.0.0.0/24", "IETF protocol assignments, their two anycast addresses included", "RFC 6890"),
			entry("192.0.2.0/24", "documentation (TEST-NET-1)", "RFC 5737"),
			entry("192.88.99.0/24", "deprecated 6to4 relay anycast", "RFC 7526"),
			entry("192.168.0.0/16", "private use", "RFC 1918"), entry("198.18.0.0/15", "benchmarking", "RFC 2544"),
			entry("198.51.100.0/24", "documentation (TEST-NET-2)", "RFC 5737"),
			entry("203.0.113.0/24", "documentation (TEST-NET-3)", "RFC 5737"),
			entry("224.0.0.0/4", "multicast", "RFC 5771"), entry("240.0.0.0/4", "reserved, broadcast", "RFC 1112"),
			entry("::/128", "unspecified", "RFC 4291"), entry("::1/128", "loopback", "RFC 4291"),
			entry("::/96", "deprecated IPv4-compatible", "RFC 4291"),
			entry("::ffff:0:0:0/96", "IPv4-translated", "RFC 2765"),
			entry("64:ff9b:1::/48", "local-use IPv4/IPv6 translation", "RFC 8215"),
			entry("100::/64", "discard only", "RFC 6666"), entry("100:0:0:1::/64", "dummy prefix", "RFC 9780"),
			entry("2001::/23", "IETF protocol assignments: Teredo, benchmarking, ORCHID and others", "RFC 2928"),
			entry("2001:db8::/32", "documentation", "RFC 3849"), entry("2002::/16", "6to4", "RFC 3056"),
			entry("3fff::/20", "documentation", "RFC 9637"), entry("5f00::/16", "segment routing", "RFC 9602"),
			entry("fc00::/7", "unique local", "RFC 4193"), entry("fe80::/10", "link local", "RFC 4291"),
			entry("fec0::/10", "deprecated site local", "RFC 3879"), entry("ff00::/8", "multicast", "RFC 4291"),
			entry("::/3", "no global unicast", "RFC 4291"), entry("4000::/2", "no global unicast", "RFC 4291"),
			entry("8000::/1", "no global unicast", "RFC 4291"));

	private SpecialPurposeAddresses() {
	}

	static boolean isPublic(IPAddress address) {
		if (address.isIPv6()) {
			boolean embedded = EmbeddedAddresses.of(address.toIPv6())
				.stream()
				.allMatch(SpecialPurposeAddresses::isPublic);
			if (NAT64.contains(address) || !embedded) {
				return embedded;
			}
		}
		return ALL.stream().noneMatch((entry) -> entry.block().contains(address));
	}

	private static Entry entry(String block, String name, String document) {
		return new Entry(AddressBlock.of(block), name, document);
	}

	/**
	 * A line of the registries.
	 *
	 * @param block the addresses
	 * @param name what they are for
	 * @param document where it is said
	 */
	record Entry(AddressBlock block, String name, String document) {

	}

}
