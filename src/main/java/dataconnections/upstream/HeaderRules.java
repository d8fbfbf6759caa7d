package dataconnections.upstream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers a connection may send. Those that frame the message or belong to the
 * connection itself are the client's own. {@code Cookie} is not among them: it is how
 * some upstreams want their credentials.
 */
public final class HeaderRules {

	/** The most headers of one request. */
	public static final int MAX_COUNT = 100;

	/** The most characters of a header's value. */
	public static final int MAX_VALUE = 8 * 1024;

	private static final int MAX_NAME = 256;

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

	private static final Set<String> RESERVED = Set.of("host", "content-length", "transfer-encoding", "connection",
			"keep-alive", "te", "trailer", "upgrade", "expect", "http2-settings", "alt-used");

	private HeaderRules() {
	}

	/**
	 * What is wrong with a request's headers.
	 * @param headers the headers, their placeholders filled or not
	 * @return the faults, in the order of the headers; empty when there are none
	 */
	public static List<Fault> check(Map<String, String> headers) {
		List<Fault> faults = new ArrayList<>();
		if (headers.size() > MAX_COUNT) {
			faults.add(new Fault("", "header_count",
					"There are " + headers.size() + " headers: send at most " + MAX_COUNT + "."));
		}
		Set<String> seen = new HashSet<>();
		headers.forEach((name, value) -> {
			checkName(name, seen, faults);
			checkValue(name, value, faults);
		});
		return List.copyOf(faults);
	}

	private static void checkName(String name, Set<String> seen, List<Fault> faults) {
		String lower = name.toLowerCase(Locale.ROOT);
		if (name.length() > MAX_NAME || !TOKEN.matcher(name).matches()) {
			faults.add(new Fault(name, "header_name", "A header's name is 1 to " + MAX_NAME
					+ " ASCII letters, digits and any of !#$%&'*+-.^_`|~ without spaces."));
		}
		else if (RESERVED.contains(lower) || lower.startsWith("proxy-")) {
			faults.add(new Fault(name, "header_reserved",
					"The header " + lower + " is set by the service itself: leave it out."));
		}
		else if (!seen.add(lower)) {
			faults.add(new Fault(name, "header_repeated",
					"The header " + lower + " is given twice, since case does not matter: give it once."));
		}
	}

	private static void checkValue(String name, String value, List<Fault> faults) {
		if (value.length() > MAX_VALUE) {
			faults.add(new Fault(name, "header_too_long", "A header's value has " + value.length()
					+ " characters: shorten it to at most " + MAX_VALUE + "."));
		}
		else if (!VALUE.matcher(value).matches()) {
			faults.add(new Fault(name, "header_value",
					"A header's value may hold visible ASCII characters, spaces and tabs only."));
		}
	}

	/**
	 * One thing that is wrong.
	 *
	 * @param header the header's name as it was given; empty when all are meant
	 * @param type a stable word for a machine
	 * @param msg a sentence, which holds nothing of the value
	 */
	public record Fault(String header, String type, String msg) {
	}

}
