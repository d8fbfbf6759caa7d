package dataconnections.source;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dataconnections.address.InvalidTargetException;
import dataconnections.address.TargetUrl;

/**
 * Whom a url leads to, whatever its path and query.
 *
 * @param scheme http or https
 * @param host the host in its one form
 * @param port the port, also where the url leaves it out
 */
record Origin(String scheme, String host, int port) {

	private static final Pattern FIXED_PART = Pattern.compile("([^:/?]*://[^/?]*).*", Pattern.DOTALL);

	/** Empty for a url that cannot be called, of which nobody knows where it leads. */
	static Optional<Origin> of(String url) {
		Matcher parts = FIXED_PART.matcher(url);
		if (!parts.matches()) {
			return Optional.empty();
		}
		try {
			URI target = TargetUrl.of(parts.group(1));
			int usual = "https".equals(target.getScheme()) ? 443 : 80;
			return Optional.of(new Origin(target.getScheme(), target.getHost(),
					(target.getPort() < 0) ? usual : target.getPort()));
		}
		catch (InvalidTargetException ex) {
			return Optional.empty();
		}
	}

}
