package dataconnections.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The guard of the addresses, with names under a test's control. */
public final class TestResolver {

	private TestResolver() {
	}

	/**
	 * A guard that lets through what is public, and more.
	 * @param networks what else may be called
	 * @param names who knows the addresses of names
	 * @return the guard
	 */
	public static GuardedResolver of(List<String> networks, Names names) {
		return new GuardedResolver(new AddressPolicy(new AddressSettings(networks, List.of())), names::resolve);
	}

	/**
	 * Names that are looked up as those of the system are, one at a time.
	 * @param blocking what the system would do
	 * @return the names; their thread ends by itself
	 */
	public static Names system(Names blocking) {
		return new SystemHostResolver(blocking::resolve, 1, 1)::resolve;
	}

	/**
	 * Names of which too many are being looked up.
	 * @return the names
	 */
	public static Names busy() {
		return (host) -> {
			throw new BusyResolverException();
		};
	}

	/** Knows the addresses of names. */
	@FunctionalInterface
	public interface Names {

		InetAddress[] resolve(String host) throws UnknownHostException;

	}

}
