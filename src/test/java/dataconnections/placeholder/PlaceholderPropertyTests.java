package dataconnections.placeholder;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What holds for any template and any value. */
class PlaceholderPropertyTests {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final List<String> NAMES = List.of("a", "b", "c_1", "__proto__", "a.b-c");

	@Property(tries = 5_000)
	void filledUrlHasTheSameTargetAndShapeAndDecodesToTheValues(@ForAll("origins") String origin,
			@ForAll("segments") List<List<String>> path, @ForAll("segments") List<List<String>> query,
			@ForAll("texts") Map<String, String> values) {
		String template = origin + path.stream().map((segment) -> "/" + String.join("", segment)).collect(joining())
				+ query.stream().map((pair) -> "p=" + String.join("", pair)).collect(joining("&", "?", ""));
		Optional<FilledRequest> filled = fillOrRefuse(Requests.url(template), values, "dot_segment", "leading_slashes");
		Statistics.label("filled").collect(filled.isPresent()).coverage((c) -> c.check(true).percentage((p) -> p > 30));
		if (filled.isEmpty()) {
			return;
		}
		URI uri = URI.create(filled.get().url());
		URI target = URI.create(origin);
		assertThat(uri.getScheme()).isEqualTo(target.getScheme());
		assertThat(uri.getRawAuthority()).isEqualTo(target.getRawAuthority());
		assertThat(uri.getHost()).isEqualTo(target.getHost());
		assertThat(uri.getPort()).isEqualTo(target.getPort());
		assertThat(uri.getRawFragment()).isNull();
		List<String> parts = Arrays.asList(uri.getRawPath().split("/", -1));
		assertThat(parts.subList(1, parts.size()).stream().map(PlaceholderPropertyTests::decode))
			.containsExactlyElementsOf(path.stream().map((segment) -> expected(segment, values)).toList());
		assertThat(Arrays.stream(uri.getRawQuery().split("&", -1)).map((pair) -> decode(pair.substring(2))))
			.containsExactlyElementsOf(query.stream().map((pair) -> expected(pair, values)).toList());
		for (int i = 0; i < path.size(); i++) {
			if (!TextTemplate.of(String.join("", path.get(i))).names().isEmpty()) {
				assertThat(parts.get(i + 1)).doesNotMatch("(?i)(\\.|%2e){1,2}(;.*)?");
				assertThat(i == 0 && path.size() > 1 && parts.get(1).isEmpty()).isFalse();
			}
		}
	}

	@Property(tries = 5_000)
	void anyUrlTemplateIsRefusedOrNeverChangesItsTarget(@ForAll("urlPieces") List<String> pieces,
			@ForAll("nasty") String value) {
		String template = String.join("", pieces);
		Optional<RequestTemplate> valid = parse(template);
		Statistics.label("valid").collect(valid.isPresent()).coverage((c) -> c.check(true).percentage((p) -> p > 10));
		valid.ifPresent((url) -> assertTargetIsKept(template, url, value));
	}

	private static void assertTargetIsKept(String template, RequestTemplate url, String value) {
		Map<String, String> values = url.names().stream().collect(toMap((name) -> name, (name) -> value));
		TextTemplate text = TextTemplate.of(template)
			.withLiterals((part) -> part.replace("{", "%7B").replace("}", "%7D"));
		String fixed = text.literals().findFirst().orElseThrow();
		assertThat(fixed).matches("https://[^/?{}#\\\\]+[/?].*");
		fillOrRefuse(url, values, "dot_segment", "leading_slashes").ifPresent((filled) -> {
			assertThat(filled.url()).startsWith(fixed);
			assertThat(structure(filled.url())).isEqualTo(structure(text.fill((name) -> "")));
		});
	}

	private static Optional<RequestTemplate> parse(String url) {
		try {
			return Optional.of(Requests.url(url));
		}
		catch (InvalidTemplateException ex) {
			return Optional.empty();
		}
	}

	private static String structure(String url) {
		return url.replaceAll("[^/?#@:&=\\\\\\[\\];\\s{}]", "");
	}

	@Property(tries = 2_000)
	void filledHeaderIsVisibleAsciiOrRefused(@ForAll("nasty") String text, @ForAll String any) {
		for (String value : List.of(text, any)) {
			Optional<FilledRequest> filled = fillOrRefuse(Requests.header("<{x}>{x}"), Map.of("x", value),
					"header_character", "nul", "lone_surrogate");
			boolean plain = value.chars().allMatch((c) -> c >= ' ' && c <= '~');
			assertThat(filled.isPresent()).isEqualTo(plain);
			filled.ifPresent(
					(request) -> assertThat(request.headers()).containsEntry("X-Header", "<" + value + ">" + value));
		}
	}

	@Property(tries = 2_000)
	void filledBodyHasTheSameShape(@ForAll("bodies") JsonNode template, @ForAll("jsons") List<JsonNode> nodes) {
		Map<String, JsonNode> values = new HashMap<>();
		for (int i = 0; i < NAMES.size(); i++) {
			values.put(NAMES.get(i), nodes.get(i));
		}
		RequestTemplate request = RequestTemplate.of(Requests.HOST, Map.of(), template);
		values.keySet().retainAll(request.names());
		try {
			@Nullable String body = request.fill(PlaceholderValues.of(values)).body();
			if (template.isNull()) {
				assertThat(body).isNull();
				return;
			}
			assertSame(template, Requests.json(Objects.requireNonNull(body)), values);
		}
		catch (PlaceholderException ex) {
			assertThat(ex.refusals()).extracting(Refusal::type).containsOnly("placeholder_type");
			assertThat(ex.refusals()).extracting(Refusal::placeholder)
				.containsExactlyInAnyOrderElementsOf(insideLongerStrings(template).filter((name) -> {
					JsonNode value = Objects.requireNonNull(values.get(name));
					return value.isContainer() || value.isNull();
				}).collect(toSet()));
		}
	}

	private static Stream<String> insideLongerStrings(JsonNode template) {
		if (template.isString()) {
			TextTemplate text = TextTemplate.of(template.stringValue());
			return text.whole().isPresent() ? Stream.empty() : text.names().stream();
		}
		return template.valueStream().flatMap(PlaceholderPropertyTests::insideLongerStrings);
	}

	@Property(tries = 2_000)
	void namesAreExactlyWhatFillNeeds(@ForAll("segments") List<List<String>> url, @ForAll("bodies") JsonNode body,
			@ForAll("segments") List<List<String>> header) {
		RequestTemplate template = RequestTemplate.of(
				Requests.HOST + "s/" + url.stream().map((part) -> "x" + String.join("", part)).collect(joining("/")),
				Map.of("H", header.stream().map((part) -> String.join("", part)).collect(joining(" "))), body);
		Map<String, JsonNode> values = new LinkedHashMap<>();
		template.names().forEach((name) -> values.put(name, Requests.text("v")));
		FilledRequest filled = template.fill(PlaceholderValues.of(values));
		assertThat(template.fill(PlaceholderValues.of(values))).isEqualTo(filled);
		for (String name : template.names()) {
			Map<String, JsonNode> fewer = new LinkedHashMap<>(values);
			fewer.remove(name);
			assertThat(Requests.refusals(template, PlaceholderValues.of(fewer)))
				.extracting(Refusal::placeholder, Refusal::type)
				.containsExactly(tuple(name, "missing"));
		}
		values.put("more", Requests.text("v"));
		assertThat(Requests.refusals(template, PlaceholderValues.of(values))).extracting(Refusal::placeholder)
			.containsExactly("more");
	}

	@Property(tries = 1_000)
	void joinedKeysCanBeToldApart(@ForAll("keys") List<String> keys) {
		PlaceholderValues values = PlaceholderValues.of(Map.of())
			.withKeys("x", keys.stream().map(Requests::text).toList());
		FilledRequest filled = RequestTemplate
			.of(Requests.HOST + "?ids={x}", Map.of("H", "{x}"), Requests.json("\"{x}\""))
			.fill(values);
		String joined = filled.url().substring((Requests.HOST + "?ids=").length());
		assertThat(Arrays.stream(joined.split(",", -1)).map(PlaceholderPropertyTests::decode))
			.containsExactlyElementsOf(keys);
		assertThat(filled.headers()).containsEntry("H", joined);
		assertThat(Requests.json(Objects.requireNonNull(filled.body())).valueStream().map(JsonNode::stringValue))
			.containsExactlyElementsOf(keys);
	}

	@Provide
	Arbitrary<String> origins() {
		return Arbitraries.of("https://crm.example", "http://crm.example:8080", "https://127.0.0.1", "http://[::1]:1");
	}

	@Provide
	Arbitrary<List<List<String>>> segments() {
		Arbitrary<String> literal = Arbitraries.of("x", ".", "%20", "%2e", "%2F", "{{", "}}", "{}", "{1}", "~", ";",
				",", "@", ":", "p");
		Arbitrary<String> placeholder = Arbitraries.of(NAMES).map((name) -> "{" + name + "}");
		return Arbitraries.oneOf(literal, placeholder).list().ofMaxSize(3).list().ofMinSize(1).ofMaxSize(4);
	}

	@Provide
	Arbitrary<List<String>> urlPieces() {
		Arbitrary<String> piece = Arbitraries.of("{x}", "{{", "}}", "a", "crm.example", "/", "//", "?", "@", ":", "80",
				"\\", ".", "%2e", "%2", ";", "&", "=", "#", " ", "\t", "[::1]", "\u3002", "{");
		return Combinators
			.combine(Arbitraries.of("https://", "https://a", "https://a/", "https:"),
					piece.list().ofMinSize(1).ofMaxSize(6))
			.as((start, rest) -> Stream.of(List.of(start), rest, List.of("/{x}")).flatMap(List::stream).toList());
	}

	@Provide
	Arbitrary<String> nasty() {
		return Arbitraries
			.of("", ".", "..", "/", "//", "evil.example", "@", ":80", "?", "#", "&", "=", "%2e", "%2f", "%", "\\", ";",
					"{x}", "{{", "}}", "{", "\r\n", "X: y", "\t", " ", "\u00a0", "\u0085", "\u2028", "é", "😀", "\"",
					"a")
			.list()
			.ofMaxSize(4)
			.map((parts) -> String.join("", parts));
	}

	@Provide
	Arbitrary<List<String>> keys() {
		Arbitrary<String> any = Arbitraries.strings().withCharRange('\u0001', '\ud7ff').ofMaxLength(8);
		return Arbitraries.oneOf(nasty(), any).list().ofMinSize(1).ofMaxSize(6);
	}

	@Provide
	Arbitrary<Map<String, String>> texts() {
		Arbitrary<String> any = Arbitraries.strings().withCharRange('\u0001', '\ud7ff').ofMaxLength(8);
		return Arbitraries.oneOf(nasty(), any).list().ofSize(NAMES.size()).map((texts) -> {
			Map<String, String> values = new HashMap<>();
			for (int i = 0; i < texts.size(); i++) {
				values.put(NAMES.get(i), texts.get(i));
			}
			return values;
		});
	}

	@Provide
	Arbitrary<JsonNode> bodies() {
		Arbitrary<String> strings = segments().map((parts) -> String.join("", parts.getFirst()));
		Arbitrary<String> whole = Arbitraries.of(NAMES).map((name) -> "{" + name + "}");
		return trees(Arbitraries.oneOf(strings, whole));
	}

	@Provide
	Arbitrary<List<JsonNode>> jsons() {
		return trees(nasty()).list().ofSize(NAMES.size());
	}

	private static Arbitrary<JsonNode> trees(Arbitrary<String> strings) {
		Arbitrary<JsonNode> leaves = Arbitraries.oneOf(strings.map(Requests::text),
				Arbitraries.of("1", "-1.50", "12345678901234567890123", "1E+400", "true", "null", "[]", "{}")
					.map(Requests::json));
		return Arbitraries.lazyOf(() -> leaves, () -> leaves,
				() -> trees(strings).list().ofMaxSize(3).map((items) -> JSON.arrayNode().addAll(items)),
				() -> Combinators.combine(strings, trees(strings)).as(Tuple::of).list().ofMaxSize(3).map((members) -> {
					ObjectNode object = JSON.objectNode();
					members.forEach((member) -> object.set(member.get1(), member.get2()));
					return object;
				}));
	}

	private static Optional<FilledRequest> fillOrRefuse(RequestTemplate template, Map<String, String> values,
			String... refusals) {
		Map<String, JsonNode> wanted = new HashMap<>();
		template.names().forEach((name) -> wanted.put(name, Requests.text(Objects.requireNonNull(values.get(name)))));
		try {
			return Optional.of(template.fill(PlaceholderValues.of(wanted)));
		}
		catch (PlaceholderException ex) {
			assertThat(ex.refusals()).extracting(Refusal::type).isSubsetOf(refusals);
			return Optional.empty();
		}
	}

	/** The template's meaning, spelt out piece by piece. */
	private static String expected(List<String> pieces, Map<String, String> values) {
		StringBuilder text = new StringBuilder();
		TextTemplate.of(String.join("", pieces)).pieces().forEach((piece) -> text.append(switch (piece) {
			case TextTemplate.Literal literal -> decode(literal.text());
			case TextTemplate.Placeholder placeholder -> values.get(placeholder.name());
		}));
		return text.toString();
	}

	private static void assertSame(JsonNode template, JsonNode filled, Map<String, JsonNode> values) {
		if (template.isObject()) {
			assertThat(filled.isObject()).isTrue();
			assertThat(new ArrayList<>(filled.propertyNames())).isEqualTo(new ArrayList<>(template.propertyNames()));
			template.properties()
				.forEach((member) -> assertSame(member.getValue(), filled.path(member.getKey()), values));
		}
		else if (template instanceof ArrayNode) {
			assertThat(filled.isArray()).isTrue();
			assertThat(filled.size()).isEqualTo(template.size());
			for (int i = 0; i < template.size(); i++) {
				assertSame(template.path(i), filled.path(i), values);
			}
		}
		else if (template.isString()) {
			TextTemplate text = TextTemplate.of(template.stringValue());
			JsonNode expected = text.whole()
				.map((name) -> Objects.requireNonNull(values.get(name)))
				.orElseGet(
						() -> Requests.text(text.fill((name) -> Objects.requireNonNull(values.get(name)).asString())));
			assertThat(filled.toString()).isEqualTo(expected.toString());
		}
		else {
			assertThat(filled.toString()).isEqualTo(template.toString());
		}
	}

	private static String decode(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

}
