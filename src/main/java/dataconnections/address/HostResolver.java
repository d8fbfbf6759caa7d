package dataconnections.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The addresses of a host name.
 */
@FunctionalInterface
interface HostResolver {

	/**
	 * Looks the name up. An interrupted caller is released at once, its interrupt flag
	 * set.
	 * @param host a name, never an address
	 * @return its addresses, at least one
	 * @throws UnknownHostException when it has none, or the look-up was given up
	 */
	InetAddress[] resolve(String host) throws UnknownHostException;

}
