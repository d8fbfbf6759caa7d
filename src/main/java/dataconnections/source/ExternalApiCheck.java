package dataconnections.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dataconnections.address.InvalidTargetException;
import dataconnections.address.TargetUrl;
import dataconnections.placeholder.InvalidTemplateException;
import dataconnections.placeholder.PlaceholderException;
import dataconnections.placeholder.Refusal;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.upstream.HeaderRules;

/**
 * Finds all that is wrong with an external API before it is called.
 */
public final class ExternalApiCheck {

	/** The member of a request under which an API is described. */
	public static final String MEMBER = "external_api_details";

	private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private static final int YEAR = 31_536_000;

	private final List<Violation> violations = new ArrayList<>();

	private final ExternalApi api;

	private final String primaryKey;

	private ExternalApiCheck(ExternalApi api, String primaryKey) {
		this.api = api;
		this.primaryKey = primaryKey;
	}

	/**
	 * Refuses an API that could not be called.
	 * @param api the API
	 * @param primaryKey the name of the field that identifies a record
	 * @throws ProblemException naming everything that is wrong
	 */
	public static void check(ExternalApi api, String primaryKey) {
		ExternalApiCheck check = new ExternalApiCheck(api, primaryKey);
		check.numbers();
		check.headers();
		check.method();
		check.request();
		if (!check.violations.isEmpty()) {
			throw ProblemException.invalid(check.violations, check.violations.size());
		}
	}

	private void numbers() {
		range("ttl", this.api.ttl(), 0, YEAR);
		range("timeout", this.api.timeout(), 1, 60);
		range("retries", this.api.retries(), 0, 10);
		range("stale_if_error", this.api.staleIfError(), 0, YEAR);
		range("stale_while_revalidate", this.api.staleWhileRevalidate(), 0, YEAR);
	}

	private void range(String name, int value, int min, int max) {
		if (value < min || value > max) {
			add("out_of_range", name + " is " + value + ": send a whole number from " + min + " to " + max + ".", name);
		}
	}

	private void headers() {
		for (Map.Entry<String, String> header : this.api.headers().entrySet()) {
			if (header.getValue() == null) {
				add("missing", "A header's value must not be null: send a string.", "headers", header.getKey());
				return;
			}
		}
		HeaderRules.check(this.api.headers())
			.forEach((fault) -> add(fault.type(), fault.msg(), path("headers", fault.header())));
	}

	private void method() {
		if (this.api.httpMethod().isBlank()) {
			add("missing", "http_method is missing: send one of GET, POST, PUT, PATCH and DELETE.", "http_method");
		}
		else if (!METHODS.contains(this.api.httpMethod())) {
			add("enum", "http_method must be one of GET, POST, PUT, PATCH and DELETE, in capital letters.",
					"http_method");
		}
	}

	private void request() {
		if (this.api.url().isBlank()) {
			add("missing", "url is missing: send the address of the API.", "url");
			return;
		}
		if (!this.violations.isEmpty()) {
			return;
		}
		try {
			fill(new Source(new UUID(0, 0), new UUID(0, 0), 0, this.primaryKey, this.api));
		}
		catch (InvalidTemplateException ex) {
			add(ex.type(), ex.sentence(), ex.path().toArray());
		}
		catch (PlaceholderException ex) {
			ex.refusals().forEach(this::sample);
		}
		catch (InvalidTargetException ex) {
			add(ex.type(), ex.sentence(), "url");
		}
	}

	private void fill(Source source) {
		if (source.isBatch() && !source.placeholders().contains(this.primaryKey)) {
			add("placeholder_missing", "A batch endpoint needs the placeholder {" + this.primaryKey
					+ "}, which receives the keys: write it into url, headers or body.", "is_batch_endpoint");
			return;
		}
		TargetUrl.of(source.fillSample().url());
	}

	private void sample(Refusal refusal) {
		add(refusal.type(), refusal.sentence(), "sample_placeholder_values", refusal.placeholder());
	}

	private void add(String type, String sentence, Object... path) {
		List<Object> whole = new ArrayList<>(List.of(MEMBER));
		whole.addAll(List.of(path));
		this.violations.add(Violation.body(type, sentence, whole.toArray()));
	}

	private static Object[] path(String member, String name) {
		return name.isEmpty() ? new Object[] { member } : new Object[] { member, name };
	}

}
