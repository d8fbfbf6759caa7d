package dataconnections.address;

import java.util.List;

import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;

/**
 * The IPv4 addresses that an IPv6 address may stand for on its way: mapped, compatible,
 * translated (RFC 2765, RFC 6052, RFC 8215) or tunnelled (6to4, Teredo, ISATAP).
 */
final class EmbeddedAddresses {

	private static final AddressBlock LOCAL_NAT64 = AddressBlock.of("64:ff9b:1::/48");

	private EmbeddedAddresses() {
	}

	static List<IPv4Address> of(IPv6Address address) {
		if (address.is6To4()) {
			return List.of(read(address, 0, 2, 3, 4, 5));
		}
		if (address.isTeredo()) {
			return List.of(read(address, 0, 4, 5, 6, 7), read(address, 0xff, 12, 13, 14, 15));
		}
		if (LOCAL_NAT64.contains(address)) {
			return List.of(last(address), read(address, 0, 6, 7, 9, 10), read(address, 0, 7, 9, 10, 11),
					read(address, 0, 9, 10, 11, 12));
		}
		boolean translated = address.isIPv4Compatible() || address.isIPv4Translatable()
				|| address.isWellKnownIPv4Translatable();
		return (translated || isIsatap(address)) ? List.of(last(address)) : List.of();
	}

	private static boolean isIsatap(IPv6Address address) {
		return (address.getSegment(4).getSegmentValue() & ~0x0200) == 0
				&& address.getSegment(5).getSegmentValue() == 0x5efe;
	}

	private static IPv4Address last(IPv6Address address) {
		return read(address, 0, 12, 13, 14, 15);
	}

	private static IPv4Address read(IPv6Address address, int mask, int... places) {
		byte[] bytes = address.getBytes();
		byte[] embedded = new byte[places.length];
		for (int i = 0; i < places.length; i++) {
			embedded[i] = (byte) (bytes[places[i]] ^ mask);
		}
		return new IPv4Address(embedded);
	}

}
