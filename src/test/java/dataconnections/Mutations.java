package dataconnections;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dataconnections.OpenApi.Call;
import dataconnections.OpenApi.Example;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests that the OpenAPI document shows for a call, each with something wrong: a
 * member that is missing, unknown, repeated, too long, of another type or out of range; a
 * body cut off or spoilt; parameters and headers of the same kind.
 */
class Mutations {

	private static final List<String> VALUES = List.of("null", "true", "0", "-1", "1.5", "1e3", "2147483648",
			"9223372036854775808", "1e400", "1e-400", "1e999999999", "9".repeat(2_000), "-0", "\"\"", "\" \"",
			"\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\u202etxt\u2028\"", "\"ée\u0301\uD83D\uDE00\"",
			"\"'); DROP TABLE row; --\"", "\"${jndi:ldap://127.0.0.1/a}\"", "\"{{user_id}}{user_id}\"",
			"\"../../%2e%2e%2f\"", "\"http://127.0.0.1:1/\"", "\"a\\r\\nX-Injected: 1\"", "\"" + "x".repeat(300) + "\"",
			"\"" + "x".repeat(70_000) + "\"", "[]", "[[]]", "[null]", "{}", "{\"\":{}}", "[1,1,1]",
			"[" + "1,".repeat(10_001) + "1]", "{\"__proto__\":{\"a\":1}}", "[".repeat(400) + "]".repeat(400),
			"[".repeat(600) + "]".repeat(600), "NaN", "Infinity", "01", "+1", ".5", "0x10", "'x'", "undefined", "tru",
			"\"\t\"", "\"\\x\"", "[1,]", "{\"a\":1,}", "{a:1}", "/**/1", "");

	private static final List<String> NAMES = List.of("unknown", "__proto__", "constructor", "id", "tenant", "brand_id",
			"data_connection_uuid", "created_at", "", " ", "a.b", "$where");

	private static final List<String> PARAMETERS = List.of("", "0", "-1", "1.5", "1e3", "99999999999999999999", "true",
			"TRUE", "null", "%00", "%ff%fe", "%25", "%F0%9F%98%80", "x%0d%0ay", "'--", "x".repeat(2_000), "1&NAME=2");

	private static final List<String> TYPES = List.of("application/json", "application/json", "application/json",
			"application/json", "application/json; charset=utf-8", "application/json; charset=utf-16",
			"application/merge-patch+json", "application/yaml", "text/csv", "application/x-ndjson",
			"multipart/form-data", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/plain",
			"nonsense", "");

	private static final List<List<String>> HEADERS = List.of(List.of(), List.of(), List.of(), List.of(),
			List.of("Accept", "*/*;q=0"), List.of("Accept", "nonsense"), List.of("If-Match", "\"x\""),
			List.of("If-Match", "*"), List.of("If-Match", "W/"), List.of("If-None-Match", "*"),
			List.of("Content-Encoding", "gzip"), List.of("Content-Encoding", "br"), List.of("Range", "bytes=0-1"),
			List.of("Idempotency-Key", "k".repeat(5_000)), List.of("Idempotency-Key", ""),
			List.of("X-Request-Id", "<script>"), List.of("X-HTTP-Method-Override", "DELETE"),
			List.of("Origin", "https://evil.example"), List.of("Authorization", "Bearer x"),
			List.of("X-Forwarded-Host", "evil.example"), List.of("Accept-Encoding", "gzip"));

	private final OpenApi document;

	Mutations(OpenApi document) {
		this.document = document;
	}

	/** One request after another, each wrong in its own way. */
	Arbitrary<Wrong> of(Call call) {
		Arbitrary<List<String>> headers = Arbitraries.of(HEADERS);
		List<Example> requests = call.requests().filter((request) -> request.value().isContainer()).toList();
		Arbitrary<String> query = query(call);
		if (requests.isEmpty()) {
			return Combinators.combine(query, headers, Arbitraries.of("", "{}", "\u0000", "x".repeat(1_000)))
				.as((parameters, lines, body) -> new Wrong("", parameters, "application/json",
						body.getBytes(StandardCharsets.UTF_8), lines));
		}
		Arbitrary<String> types = Arbitraries.of(TYPES);
		return Arbitraries.of(requests)
			.flatMap((request) -> Combinators.combine(bodies(request), types, query, headers)
				.as((body, type, parameters, lines) -> new Wrong(request.name(), parameters,
						request.mediaType().equals("application/json") ? type : request.mediaType(), body, lines)));
	}

	private Arbitrary<byte[]> bodies(Example request) {
		Set<String> names = new TreeSet<>(NAMES);
		names(this.document.root().at(request.schema()), names, 0);
		Arbitrary<Change> change = Combinators
			.combine(Arbitraries.integers().between(0, 10_000), Arbitraries.of(Kind.values()),
					Arbitraries.of(List.copyOf(names)), Arbitraries.of(VALUES))
			.as(Change::new);
		Arbitrary<byte[]> changed = change.list().ofMinSize(1).ofMaxSize(3).map((changes) -> bytes(request, changes));
		Arbitrary<byte[]> spoilt = Combinators
			.combine(changed, Arbitraries.integers().between(0, 100_000), Arbitraries.bytes())
			.as(Mutations::spoilt);
		Arbitrary<byte[]> other = Arbitraries.of(VALUES).map((value) -> value.getBytes(StandardCharsets.UTF_8));
		return Arbitraries.frequencyOf(Tuple.of(7, changed), Tuple.of(2, spoilt), Tuple.of(1, other));
	}

	private static Arbitrary<String> query(Call call) {
		List<String> names = new ArrayList<>(call.node()
			.path("parameters")
			.valueStream()
			.filter((parameter) -> parameter.path("in").asString().equals("query"))
			.map((parameter) -> parameter.path("name").asString())
			.toList());
		names.add("unknown");
		Arbitrary<String> one = Combinators.combine(Arbitraries.of(names), Arbitraries.of(PARAMETERS))
			.as((name, value) -> "?" + name + "=" + value.replace("NAME", name).replace("'", "%27"));
		return Arbitraries.frequencyOf(Tuple.of((names.size() > 1) ? 1 : 8, Arbitraries.just("")), Tuple.of(1, one));
	}

	/** The names of all that a schema tells of. */
	private void names(JsonNode schema, Set<String> names, int depth) {
		JsonNode resolved = this.document.resolve(schema);
		if (depth < 6) {
			names.addAll(resolved.path("properties").propertyNames());
			resolved.path("properties").forEach((member) -> names(member, names, depth + 1));
			names(resolved.path("items"), names, depth + 1);
			for (String union : List.of("oneOf", "anyOf", "allOf")) {
				resolved.path(union).forEach((part) -> names(part, names, depth + 1));
			}
		}
	}

	private static byte[] bytes(Example request, List<Change> changes) {
		JsonNode root = JsonMapper.shared().createObjectNode().set("root", request.value().deepCopy());
		List<String> raw = new ArrayList<>();
		for (Change change : changes) {
			change.apply(root, raw);
		}
		String text = root.path("root").toString();
		for (int i = raw.size() - 1; i >= 0; i--) {
			text = text.replace("\"@@" + i + "@@\"", raw.get(i));
		}
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] spoilt(byte[] body, int where, byte with) {
		byte[] spoilt = (where % 3 == 0) ? Arrays.copyOf(body, where % (body.length + 1)) : body.clone();
		if (spoilt.length > 0) {
			spoilt[where % spoilt.length] = with;
		}
		return spoilt;
	}

	/** What is done to one place of a body. */
	private enum Kind {

		REPLACE, REMOVE, ADD, REPEAT

	}

	private record Change(int where, Kind kind, String name, String value) {

		void apply(JsonNode root, List<String> raw) {
			List<Runnable> places = new ArrayList<>();
			collect(root, places, raw);
			if (!places.isEmpty()) {
				places.get(this.where % places.size()).run();
			}
		}

		private void collect(JsonNode node, List<Runnable> places, List<String> raw) {
			switch (node) {
				case ObjectNode object -> {
					for (String member : List.copyOf(object.propertyNames())) {
						places.add(() -> apply(object, member, raw));
						collect(object.path(member), places, raw);
					}
				}
				case ArrayNode array -> {
					for (int i = 0; i < array.size(); i++) {
						int index = i;
						places.add(() -> apply(array, index, raw));
						collect(array.path(i), places, raw);
					}
				}
				default -> {
				}
			}
		}

		private void apply(ObjectNode object, String member, List<String> raw) {
			switch (this.kind) {
				case REPLACE -> object.put(member, mark(raw, this.value));
				case REMOVE -> object.remove(member);
				case ADD -> object.put(this.name, mark(raw, this.value));
				case REPEAT -> object.put(member, mark(raw, this.value + ",\"" + member + "\":" + this.value));
			}
		}

		private void apply(ArrayNode array, int index, List<String> raw) {
			switch (this.kind) {
				case REPLACE -> array.set(index, mark(raw, this.value));
				case REMOVE -> array.remove(index);
				case ADD -> array.add(mark(raw, this.value));
				case REPEAT -> array.add(array.path(index).deepCopy());
			}
		}

		private static String mark(List<String> raw, String value) {
			raw.add(value);
			return "@@" + (raw.size() - 1) + "@@";
		}

	}

	/** A request that a client should not send. */
	@SuppressWarnings("ArrayRecordComponent")
	record Wrong(String example, String query, String contentType, byte[] body, List<String> headers) {

		@Override
		public String toString() {
			String text = new String(this.body, StandardCharsets.ISO_8859_1);
			return "%s %s %s %s".formatted(this.query, this.contentType, this.headers,
					text.substring(0, Math.min(text.length(), 500)));
		}

	}

}
