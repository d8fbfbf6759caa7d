package dataconnections.placeholder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A url with placeholders in its path and query. A value is one path segment or query
 * value, or a part of one, and can neither end it nor make it point upwards.
 */
final class UrlTemplate {

	/** The most characters of the template and what is put into it. */
	static final int MAX_CHARACTERS = 65_536;

	/** Ends where every reader agrees that host and port are over. */
	private static final Pattern FIXED_PART = Pattern.compile("((?i:https?)://[!-~&&[^/?#\\\\{}]]++)([/?].*)?",
			Pattern.DOTALL);

	private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

	private static final Pattern DOT_SEGMENT = Pattern.compile("(?:\\.|%2[Ee]){1,2}(?:;.*)?", Pattern.DOTALL);

	private final int length;

	private final String fixed;

	private final List<TextTemplate> segments;

	private final TextTemplate query;

	private UrlTemplate(int length, String fixed, String path, String query) {
		this.length = length;
		this.fixed = fixed;
		this.segments = Arrays.stream(path.split("/", -1)).map(UrlTemplate::part).toList();
		this.query = part(query);
	}

	static UrlTemplate of(String url) {
		if (url.length() > MAX_CHARACTERS) {
			throw invalid("too_long", "The url is too long: write at most %,d characters.".formatted(MAX_CHARACTERS));
		}
		if (url.indexOf('#') >= 0) {
			throw invalid("url_fragment",
					"The url has a '#', after which nothing would be sent: remove it, or write %23 if it is meant.");
		}
		Matcher parts = FIXED_PART.matcher(url);
		if (!parts.matches()) {
			return withoutPlaceholders(url);
		}
		String rest = (parts.group(2) != null) ? parts.group(2) : "";
		int query = (rest.indexOf('?') < 0) ? rest.length() : rest.indexOf('?');
		return new UrlTemplate(url.length(), parts.group(1), rest.substring(0, query), rest.substring(query));
	}

	/** Whether such a url can be called at all is for the one who calls it to say. */
	private static UrlTemplate withoutPlaceholders(String url) {
		TextTemplate.of(url).names().stream().findFirst().ifPresent((name) -> {
			throw invalid("url_placeholder", "The url has " + Refusal.shown(name)
					+ " where it could change scheme, host or port: before the first placeholder write http:// or "
					+ "https://, the host in ASCII, the port if there is one, and a slash or a question mark.");
		});
		return new UrlTemplate(url.length(), url, "", "");
	}

	private static TextTemplate part(String text) {
		TextTemplate part = TextTemplate.of(text);
		if (part.literals().anyMatch((literal) -> BROKEN_ESCAPE.matcher(literal).find())) {
			throw invalid("url_character",
					"The url has a percent sign without two hexadecimal digits: write %25 if it is meant.");
		}
		return part.withLiterals((literal) -> literal.replace("{", "%7B").replace("}", "%7D"));
	}

	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		Stream.concat(this.segments.stream(), Stream.of(this.query)).map(TextTemplate::names).forEach(names::addAll);
		return names;
	}

	String fill(Filling filling) {
		Limit limit = new Limit("url", MAX_CHARACTERS, this.length);
		List<String> path = new ArrayList<>(this.segments.size());
		for (TextTemplate segment : this.segments) {
			String filled = fill(segment, filling, limit);
			checkSegment(segment.names(), filled, path.size() == 1 && this.segments.size() > 2, filling, limit);
			path.add(filled);
		}
		return this.fixed + String.join("/", path) + fill(this.query, filling, limit);
	}

	private static String fill(TextTemplate part, Filling filling, Limit limit) {
		return part.fill((name) -> filling.use(name, limit, (value) -> limit.take(encoded(value)), ""));
	}

	private static String encoded(Value value) {
		return switch (value) {
			case Value.Scalar scalar -> PercentEncoding.of(scalar.text());
			case Value.Keys keys -> keys.joined();
			case Value.Structure structure -> throw structure.misplaced();
		};
	}

	/**
	 * Some readers cut a segment off at its semicolon before they look for dots. A path
	 * that begins with two slashes is a host to others.
	 */
	private static void checkSegment(Set<String> names, String filled, boolean first, Filling filling, Limit limit) {
		if (names.isEmpty() || limit.isExceeded() || names.stream().anyMatch(filling::isRefused)) {
			return;
		}
		String name = names.iterator().next();
		if (DOT_SEGMENT.matcher(filled).matches()) {
			filling.refuse(name, new UnfitException("dot_segment",
					"makes a whole segment of the url's path '.' or '..', which leads to another path: send another."));
		}
		if (first && filled.isEmpty()) {
			filling.refuse(name, new UnfitException("leading_slashes",
					"is empty, so that the url's path begins with two slashes, like a host: send another."));
		}
	}

	private static InvalidTemplateException invalid(String type, String sentence) {
		return new InvalidTemplateException(List.of("url"), type, sentence);
	}

}
