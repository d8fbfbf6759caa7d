package dataconnections.address;

import java.util.Locale;

/**
 * A host that the operator has opened by its name.
 *
 * @param name the name, in lower case and without a trailing dot
 * @param below whether the names below it are meant, and not the name itself
 */
record AllowedHost(String name, boolean below) {

	/**
	 * The host that a setting names.
	 * @param text a name, or {@code *.} and the name that it is below
	 * @return the host
	 * @throws IllegalArgumentException with the remedy when it is something else
	 */
	static AllowedHost of(String text) {
		boolean below = text.startsWith("*.");
		try {
			TargetHost host = TargetHost.of(below ? text.substring(2) : text);
			if (host.literal() == null) {
				return new AllowedHost(host.text(), below);
			}
		}
		catch (InvalidTargetException ex) {
			throw new IllegalArgumentException(
					"write a name such as api.example.com, or *.example.com for all names below it");
		}
		throw new IllegalArgumentException("an address belongs into data-connections.source.allowed-networks");
	}

	boolean matches(String host) {
		String lower = host.toLowerCase(Locale.ROOT);
		return this.below ? lower.endsWith("." + this.name) : lower.equals(this.name);
	}

}
