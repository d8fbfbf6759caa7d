package dataconnections.address;

import java.net.UnknownHostException;

/**
 * A name that was not looked up, since too many others are.
 */
public final class BusyResolverException extends UnknownHostException {

	BusyResolverException() {
		super("Too many host names are being looked up: repeat the call later.");
	}

}
