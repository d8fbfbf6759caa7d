package dataconnections.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which connections are to be listed.
 *
 * @param limit how many, 1 to 1,000
 * @param cursor where to go on; null for the beginning
 * @param name what the names must hold, in any case; null for all
 */
record ListRequest(int limit, @Nullable String cursor, @Nullable String name) {

	private static final int MAX_LIMIT = 1_000;

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

	private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

	ListRequest {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw invalid("out_of_range", "limit must be a whole number from 1 to " + MAX_LIMIT + ".", "limit");
		}
		if (name != null && name.indexOf('\0') >= 0) {
			throw invalid("value_error", "name must not hold U+0000.", "name");
		}
	}

	static ListRequest of(MultiValueMap<String, String> parameters) {
		String limit = one(parameters, "limit");
		return new ListRequest((limit != null) ? number(limit) : MAX_LIMIT, one(parameters, "cursor"),
				one(parameters, "name"));
	}

	String pattern() {
		return (this.name == null) ? "%" : "%" + WILDCARD.matcher(this.name).replaceAll("\\\\$0") + "%";
	}

	String link(UriComponentsBuilder list, String next) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("limit", this.limit);
		if (this.name != null) {
			values.put("name", this.name);
		}
		values.put("cursor", next);
		values.keySet().forEach((parameter) -> list.queryParam(parameter, "{" + parameter + "}"));
		return "<" + list.encode().buildAndExpand(values).toUriString() + ">; rel=\"next\"";
	}

	private static int number(String limit) {
		return NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
	}

	private static @Nullable String one(MultiValueMap<String, String> parameters, String name) {
		if (parameters.getOrDefault(name, java.util.List.of()).size() > 1) {
			throw invalid("duplicate", name + " is there twice: send it once.", name);
		}
		return parameters.getFirst(name);
	}

	private static ProblemException invalid(String type, String message, String parameter) {
		return ProblemException.invalid(Violation.query(type, message, parameter));
	}

}
