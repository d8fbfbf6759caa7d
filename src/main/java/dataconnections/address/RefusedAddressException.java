package dataconnections.address;

import java.net.UnknownHostException;

/**
 * A host that must not be called. It says the same of every host, so that nobody learns
 * from it what is where in the network.
 */
public class RefusedAddressException extends UnknownHostException {

	/** What is told of every host that must not be called. */
	public static final String SENTENCE = "The url's host is not reachable from here: only public addresses are, "
			+ "and what the operator opens with data-connections.source.allowed-networks or allowed-hosts.";

	RefusedAddressException() {
		super(SENTENCE);
	}

}
