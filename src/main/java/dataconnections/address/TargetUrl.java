package dataconnections.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the url of a call so strictly that every other reader understands it in the same
 * way. Whether its host may be called is for {@link AddressPolicy} to say.
 */
public final class TargetUrl {

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}):.*", Pattern.DOTALL);

	private static final Pattern AUTHORITY = Pattern.compile("//([^/?]+)((?:[/?].*)?)", Pattern.DOTALL);

	private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(.*))?",
			Pattern.DOTALL);

	private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

	private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

	/** Well-known ports of protocols that a request could be smuggled into. */
	private static final Set<Integer> FOREIGN_PORTS = Set.of(22, 23, 25, 110, 143, 389, 445, 465, 587, 636, 993, 995,
			1433, 1521, 3306, 5432, 6379, 11211, 27017);

	private TargetUrl() {
	}

	/**
	 * The target that a url names. The very object returned is what the client is to be
	 * given.
	 * @param filledUrl the url, its placeholders filled
	 * @return scheme and host in lower case, the host without a trailing dot, the rest as
	 * it was written; never with userinfo or fragment
	 * @throws InvalidTargetException when it is no plain http or https url
	 */
	public static URI of(String filledUrl) {
		refuse(filledUrl, TargetUrl::isInvisible, "remove it");
		refuse(filledUrl, (c) -> c == '\\', "write a slash");
		String scheme = scheme(filledUrl);
		Matcher parts = AUTHORITY.matcher(filledUrl.substring(scheme.length() + 1));
		if (!parts.matches()) {
			throw new InvalidTargetException("url_host",
					"The url has no host: it must begin with '" + scheme + "://' and the host's name.");
		}
		if (parts.group(1).indexOf('@') >= 0) {
			throw new InvalidTargetException("url_userinfo",
					"The url has credentials or an '@' before its host: put credentials into a header.");
		}
		if (filledUrl.indexOf('#') >= 0) {
			throw new InvalidTargetException("url_fragment",
					"The url has a '#', after which nothing would be sent: remove it, or write %23 if it is meant.");
		}
		return assemble(scheme, parts.group(1), parts.group(2));
	}

	private static String scheme(String url) {
		Matcher scheme = SCHEME.matcher(url);
		if (!scheme.matches()) {
			throw new InvalidTargetException("url_scheme", "The url has no scheme: begin it with https:// or http://.");
		}
		String lower = scheme.group(1).toLowerCase(Locale.ROOT);
		if (!lower.equals("http") && !lower.equals("https")) {
			throw new InvalidTargetException("url_scheme",
					"The url's scheme is '" + lower + "': begin it with https:// or http://.");
		}
		return lower;
	}

	private static URI assemble(String scheme, String authority, String rest) {
		Matcher place = HOST_AND_PORT.matcher(authority);
		if (!place.matches()) {
			throw new InvalidTargetException("url_host",
					"The url's host and port cannot be read: brackets go around an IPv6 address and nowhere else.");
		}
		TargetHost host = TargetHost.of(place.group(1));
		String port = (place.group(2) != null) ? ":" + port(place.group(2)) : "";
		checkRest(rest);
		try {
			return new URI(scheme + "://" + host.authority() + port + rest);
		}
		catch (URISyntaxException ex) {
			throw new InvalidTargetException("url_syntax", "The url cannot be read: " + ex.getReason() + ".");
		}
	}

	private static int port(String text) {
		int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
		if (port < 1 || port > 65_535) {
			throw new InvalidTargetException("url_port",
					"The url's port is no number from 1 to 65535: correct it, or leave it out with its colon.");
		}
		if (FOREIGN_PORTS.contains(port)) {
			throw new InvalidTargetException("url_port",
					"The url's port " + port + " belongs to a service that does not speak HTTP: use another.");
		}
		return port;
	}

	private static void checkRest(String rest) {
		int query = rest.indexOf('?');
		String path = (query < 0) ? rest : rest.substring(0, query);
		refuse(path, (c) -> c == '[' || c == ']', "write it percent-encoded");
		refuse(rest, (c) -> c > 0x7e || "\"<>^`{|}".indexOf(c) >= 0, "write it percent-encoded");
		if (BROKEN_ESCAPE.matcher(rest).find()) {
			throw new InvalidTargetException("url_character",
					"The url has a percent sign without two hexadecimal digits: write %25 if it is meant.");
		}
	}

	private static void refuse(String text, IntPredicate refused, String remedy) {
		text.codePoints().filter(refused).findFirst().ifPresent((c) -> {
			String encoded = URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8).replace("+", "%20");
			throw new InvalidTargetException("url_character", "The url has the character U+%04X: %s (%s).".formatted(c,
					remedy, "percent-encoded it is " + encoded));
		});
	}

	private static boolean isInvisible(int c) {
		return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)
				|| Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE;
	}

}
