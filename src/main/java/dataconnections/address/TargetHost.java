package dataconnections.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

import inet.ipaddr.ipv6.IPv6Address;
import org.jspecify.annotations.Nullable;

/**
 * The host of a url in its one form: a name in lower case without a trailing dot, or an
 * address that can be read in one way only.
 *
 * @param text the name or the address, without brackets
 * @param literal the address if the host is one
 */
record TargetHost(String text, @Nullable InetAddress literal) {

	static final int MAX_LENGTH = 253;

	private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

	private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}|[0-9a-fA-F:]{1,29}:" + IPV4);

	private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");

	private static final Pattern NAME = Pattern
		.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*" + "[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

	static TargetHost of(String host) {
		requireAscii(host);
		String lower = host.toLowerCase(Locale.ROOT);
		if (lower.startsWith("[") || lower.indexOf(':') >= 0) {
			return ofIpv6(lower);
		}
		if (IPV4.matcher(lower).matches()) {
			return new TargetHost(lower, Inet4Address.ofLiteral(lower));
		}
		if (NUMBER.matcher(lower).matches()) {
			throw new InvalidTargetException("url_numeric_host", "The url's host " + shown(host)
					+ " is a number: write an IPv4 address as four decimal numbers from 0 to 255 without leading zeros.");
		}
		String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
		if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
			throw invalid(host);
		}
		return new TargetHost(name, null);
	}

	/**
	 * The host as a url writes it.
	 * @return the name or the IPv4 address as it is, an IPv6 address in brackets
	 */
	String authority() {
		return (this.literal instanceof Inet6Address) ? "[" + this.text + "]" : this.text;
	}

	private static TargetHost ofIpv6(String host) {
		boolean bracketed = host.startsWith("[") && host.endsWith("]");
		String text = bracketed ? host.substring(1, host.length() - 1) : host;
		if (!IPV6.matcher(text).matches()) {
			throw invalid(host);
		}
		try {
			InetAddress address = Inet6Address.ofLiteral(text);
			return (address instanceof Inet6Address ipv6)
					? new TargetHost(new IPv6Address(ipv6).toCanonicalString(), address)
					: new TargetHost(address.getHostAddress(), address);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(host);
		}
	}

	private static void requireAscii(String host) {
		host.codePoints().filter((c) -> c > 0x7e || c <= 0x20).findFirst().ifPresent((c) -> {
			throw new InvalidTargetException("url_host", ("The url's host has the character U+%04X: "
					+ "write it in ASCII, an international name in its xn-- form.")
				.formatted(c));
		});
	}

	private static InvalidTargetException invalid(String host) {
		return new InvalidTargetException("url_host",
				"The url's host " + shown(host) + " is neither a name of letters, digits and hyphens "
						+ "(at most 63 between two dots and 253 in all) nor an address.");
	}

	private static String shown(String host) {
		return (host.length() > MAX_LENGTH) ? "of " + host.length() + " characters" : "'" + host + "'";
	}

}
