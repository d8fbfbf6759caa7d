package dataconnections.placeholder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request with {@code {name}} placeholders in its url, its header values and the string
 * values of its body. May be used by many threads at once.
 */
public final class RequestTemplate {

	private static final int MAX_HEADER_CHARACTERS = 65_536;

	private final UrlTemplate url;

	private final Map<String, HeaderTemplate> headers;

	private final int headerLength;

	private final @Nullable BodyTemplate body;

	private final Set<String> names;

	private RequestTemplate(UrlTemplate url, Map<String, HeaderTemplate> headers, int headerLength,
			@Nullable BodyTemplate body) {
		this.url = url;
		this.headers = headers;
		this.headerLength = headerLength;
		this.body = body;
		Set<String> all = new LinkedHashSet<>(url.names());
		headers.values().forEach((header) -> all.addAll(header.names()));
		if (body != null) {
			all.addAll(body.names());
		}
		this.names = Collections.unmodifiableSet(all);
	}

	/**
	 * Parses a request.
	 * @param url the url; a placeholder can only be in its path or query
	 * @param headers the headers' values by their names
	 * @param body the body; null, or JSON's null, if there is none
	 * @return the template
	 * @throws InvalidTemplateException when it could not be filled well
	 */
	public static RequestTemplate of(String url, Map<String, String> headers, @Nullable JsonNode body) {
		Map<String, HeaderTemplate> templates = new LinkedHashMap<>();
		long length = 0;
		for (Map.Entry<String, String> header : headers.entrySet()) {
			templates.put(header.getKey(), HeaderTemplate.of(header.getKey(), header.getValue()));
			length += header.getKey().length() + (long) header.getValue().length();
		}
		if (length > MAX_HEADER_CHARACTERS) {
			throw new InvalidTemplateException(List.of("headers"), "too_long",
					"The headers are too long: write at most %,d characters in all.".formatted(MAX_HEADER_CHARACTERS));
		}
		return new RequestTemplate(UrlTemplate.of(url), templates, (int) length,
				(body == null || body.isNull()) ? null : BodyTemplate.of(body));
	}

	/**
	 * The names of the placeholders: exactly those that want a value.
	 * @return each once, in the order in which they first appear in url, headers and body
	 */
	public Set<String> names() {
		return this.names;
	}

	/**
	 * Fills the placeholders.
	 * @param values a value for each name and no other
	 * @return the request
	 * @throws PlaceholderException naming every value that is missing, not asked for, or
	 * unfit for its place
	 */
	public FilledRequest fill(PlaceholderValues values) {
		Filling filling = new Filling(this.names, values);
		String filledUrl = this.url.fill(filling);
		Map<String, String> filledHeaders = new LinkedHashMap<>();
		Limit limit = new Limit("headers", MAX_HEADER_CHARACTERS, this.headerLength);
		this.headers.forEach((name, value) -> filledHeaders.put(name, value.fill(filling, limit)));
		String filledBody = (this.body != null) ? this.body.fill(filling) : null;
		filling.throwIfRefused();
		return new FilledRequest(filledUrl, Collections.unmodifiableMap(filledHeaders), filledBody);
	}

	/** The names alone: a template may hold a secret. */
	@Override
	public String toString() {
		return "RequestTemplate" + this.names;
	}

}
