package dataconnections.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;

/**
 * Which hosts may be called. The first rule that applies decides: cloud metadata never;
 * an allowed host always; an allowed network always; then only a public address that is
 * not this machine's own, under a name that is not one of internal networks.
 */
final class AddressPolicy {

	private static final Set<String> INTERNAL_SUFFIXES = Set.of("localhost", "local", "internal", "svc", "home.arpa",
			"localdomain", "lan", "intranet", "corp", "home", "private");

	private final List<AddressBlock> networks;

	private final List<AllowedHost> hosts;

	private final Predicate<InetAddress> own;

	AddressPolicy(AddressSettings settings) {
		this(settings, AddressPolicy::isOwn);
	}

	AddressPolicy(AddressSettings settings, Predicate<InetAddress> own) {
		this.networks = settings.networks();
		this.hosts = settings.hosts();
		this.own = own;
	}

	/**
	 * Whether a name may be looked up at all.
	 * @param host the name, in lower case and without a trailing dot
	 * @return false where no address could be permitted
	 */
	boolean permitsName(String host) {
		return !CloudMetadata.isName(host) && (!this.networks.isEmpty() || isAllowed(host) || !isInternal(host));
	}

	/**
	 * Whether an address may be connected to.
	 * @param host the name that has it, in lower case and without a trailing dot, or the
	 * address itself
	 * @param address the address
	 * @return true if the connection may be opened
	 */
	boolean permits(String host, InetAddress address) {
		IPAddress plain = plain(address);
		if (isScoped(address) || CloudMetadata.isName(host) || CloudMetadata.isAddress(plain)) {
			return false;
		}
		if (isAllowed(host) || this.networks.stream().anyMatch((network) -> network.contains(plain))) {
			return true;
		}
		return !isInternal(host) && SpecialPurposeAddresses.isPublic(plain) && !this.own.test(address);
	}

	private boolean isAllowed(String host) {
		return this.hosts.stream().anyMatch((allowed) -> allowed.matches(host));
	}

	private static boolean isInternal(String host) {
		boolean singleLabel = host.indexOf('.') < 0 && host.indexOf(':') < 0;
		return singleLabel || INTERNAL_SUFFIXES.stream().anyMatch((suffix) -> host.endsWith("." + suffix));
	}

	private static IPAddress plain(InetAddress address) {
		IPAddress plain = new IPAddressGenerator().from(address.getAddress());
		return (plain.isIPv6() && plain.toIPv6().isIPv4Mapped()) ? plain.toIPv6().getEmbeddedIPv4Address() : plain;
	}

	private static boolean isScoped(InetAddress address) {
		return address instanceof Inet6Address ipv6 && (ipv6.getScopeId() != 0 || ipv6.getScopedInterface() != null);
	}

	private static boolean isOwn(InetAddress address) {
		try {
			return NetworkInterface.getByInetAddress(address) != null;
		}
		catch (SocketException ex) {
			return true;
		}
	}

}
