package dataconnections.address;

import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hc.client5.http.DnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from a host to addresses that the client connects to: looked up once,
 * judged one and all, and handed on as they were judged.
 */
public final class GuardedResolver implements DnsResolver {

	private static final Logger logger = LoggerFactory.getLogger(GuardedResolver.class);

	private final AddressPolicy policy;

	private final HostResolver names;

	GuardedResolver(AddressPolicy policy, HostResolver names) {
		this.policy = policy;
		this.names = names;
	}

	/**
	 * The addresses of a host, when all of them may be called.
	 * @param host a name or an address, in brackets or not
	 * @return its addresses, at least one
	 * @throws RefusedAddressException when one of them, or the host itself, is refused
	 * @throws UnknownHostException when it has none
	 */
	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		TargetHost target = read(host);
		InetAddress[] addresses = addresses(target);
		if (addresses.length == 0) {
			throw new UnknownHostException("The url's host has no address: check its spelling.");
		}
		for (InetAddress address : addresses) {
			if (!this.policy.permits(target.text(), address)) {
				throw refusal(host);
			}
		}
		return addresses;
	}

	@Override
	public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
		return Stream.of(resolve(host)).map((address) -> new InetSocketAddress(address, port)).toList();
	}

	/** The host as it is: the canonical name would be a further, unguarded look-up. */
	@Override
	public String resolveCanonicalHostname(String host) {
		return host;
	}

	private InetAddress[] addresses(TargetHost target) throws UnknownHostException {
		if (target.literal() != null) {
			return new InetAddress[] { target.literal() };
		}
		if (!this.policy.permitsName(target.text())) {
			throw refusal(target.text());
		}
		return this.names.resolve(target.text()).clone();
	}

	/** The client turns {@code xn--} names into Unicode before it asks. */
	private static TargetHost read(String host) throws RefusedAddressException {
		try {
			return TargetHost.of(IDN.toASCII(host));
		}
		catch (InvalidTargetException | IllegalArgumentException ex) {
			throw refusal(host);
		}
	}

	private static RefusedAddressException refusal(String host) {
		String shown = host.substring(0, Math.min(host.length(), TargetHost.MAX_LENGTH))
			.replaceAll("[^A-Za-z0-9.:\\[\\]_-]", "?");
		logger.warn("Refused to call {}: it is not public, and neither an allowed network nor an allowed host.", shown);
		return new RefusedAddressException();
	}

}
