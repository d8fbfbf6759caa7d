package dataconnections.address;

import java.net.InetAddress;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses that share a prefix.
 *
 * @param block the block
 */
record AddressBlock(IPAddress block) {

	/**
	 * The block that an operator or a registry names.
	 * @param cidr an address, or one with its prefix length, whose further bits are zero
	 * @return the block
	 * @throws IllegalArgumentException with the remedy when it is something else
	 */
	static AddressBlock of(String cidr) {
		int slash = cidr.indexOf('/');
		IPAddress address = address((slash < 0) ? cidr : cidr.substring(0, slash));
		if (slash < 0) {
			return new AddressBlock(address);
		}
		String prefix = cidr.substring(slash + 1);
		if (!prefix.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(prefix) > address.getBitCount()) {
			throw new IllegalArgumentException("the prefix length is a number from 0 to " + address.getBitCount());
		}
		IPAddress block = address.toPrefixBlock(Integer.parseInt(prefix));
		if (!block.getLower().toInetAddress().equals(address.toInetAddress())) {
			throw new IllegalArgumentException("bits after the prefix are set, write " + block.toCanonicalString());
		}
		return new AddressBlock(block);
	}

	boolean contains(IPAddress address) {
		return this.block.contains(address);
	}

	private static IPAddress address(String text) {
		@Nullable InetAddress literal = null;
		try {
			literal = TargetHost.of(text).literal();
		}
		catch (InvalidTargetException ex) {
			throw notAnAddress();
		}
		if (literal == null || (literal.getAddress().length == 4 && text.indexOf(':') >= 0)) {
			throw notAnAddress();
		}
		return new IPAddressGenerator().from(literal.getAddress());
	}

	private static IllegalArgumentException notAnAddress() {
		return new IllegalArgumentException("write an IPv4 or IPv6 network such as 10.0.0.0/8 or fd00:12::/32");
	}

}
