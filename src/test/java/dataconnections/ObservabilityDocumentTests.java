package dataconnections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Dashboard, alerts and the page that names the metrics ask for what the service has. */
@ServiceTest
class ObservabilityDocumentTests {

	private static final Pattern GROUPING = Pattern
		.compile("\\b(?:by|ignoring|on|without|group_left)\\s*\\(([^)]*)\\)");

	private static final Pattern SELECTOR = Pattern
		.compile("([a-z_:][a-z0-9_:]*)(\\{(?:[^\"}]|\"[^\"]*\")*})?(?![a-z0-9_:]*\\s*\\()");

	private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");

	private static final Pattern SAMPLE = Pattern
		.compile("(?m)^([a-z_:][a-z0-9_:]*)(\\{(?:[^\"}]|\"[^\"]*\")*})? \\S+$");

	private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern NAMED = Pattern.compile("`([a-z]+(?:_[a-z]+)+)`");

	private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "group_left", "ignoring", "without",
			"on", "sum", "max", "min", "avg", "count");

	/** Those that Prometheus adds. */
	private static final Set<String> ADDED = Set.of("instance", "job");

	@Autowired
	private Client client;

	@Test
	void dashboardAsksForMetricsThatThereAre() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(Path.of("docs/grafana/dashboard.json")));
		List<String> queries = dashboard.findValuesAsString("expr");
		assertThat(queries).hasSizeGreaterThan(20);
		check(queries);
		assertThat(dashboard.path("panels").findValuesAsString("id")).doesNotHaveDuplicates();
	}

	@Test
	void alertsAskForMetricsThatThereAre() throws IOException {
		Object file = new Yaml().load(Files.readString(Path.of("docs/alerts.yml")));
		List<JsonNode> rules = JsonMapper.shared()
			.valueToTree(file)
			.path("groups")
			.valueStream()
			.flatMap((group) -> group.path("rules").valueStream())
			.toList();
		assertThat(rules).hasSizeGreaterThan(8)
			.allSatisfy((rule) -> assertThat(rule.propertyNames()).containsExactly("alert", "expr", "for", "labels",
					"annotations"));
		check(rules.stream().map((rule) -> rule.path("expr").asString()).toList());
	}

	@Test
	void pageNamesMetricsThatThereAre() throws IOException {
		String page = Files.readString(Path.of("docs/observability.md"));
		String table = page.substring(page.indexOf("| metric |"), page.indexOf("All have `application`"));
		Set<String> exposed = new HashSet<>();
		exposed().keySet().forEach((name) -> {
			exposed.add(name);
			exposed.add(name.replaceFirst("_(count|sum|bucket|max)$", ""));
		});
		List<String> named = table.lines()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> line.substring(1, line.indexOf('|', 1)))
			.flatMap((cell) -> NAMED.matcher(cell).results().map((name) -> name.group(1)))
			.toList();
		assertThat(named).hasSizeGreaterThan(10);
		assertThat(exposed).containsAll(named);
	}

	@Test
	void queryForWhatIsNotThereIsFound() {
		Map<String, Set<String>> exposed = Map.of("a_total", Set.of("kind"));
		assertThat(unknown("sum by (kind) (rate(a_total{kind=\"x\"}[5m]))", exposed)).isEmpty();
		assertThat(unknown("sum(rate(b_total[5m]))", exposed)).containsExactly("b_total");
		assertThat(unknown("rate(a_total{host=\"x\"}[5m])", exposed)).containsExactly("a_total{host}");
		assertThat(unknown("sum by (host) (a_total)", exposed)).containsExactly("by host");
	}

	private void check(List<String> queries) {
		Map<String, Set<String>> exposed = exposed();
		assertThat(queries).allSatisfy((query) -> assertThat(unknown(query, exposed)).as(query).isEmpty());
	}

	/** What a query asks for that is not exposed: metrics, and their labels. */
	private static List<String> unknown(String query, Map<String, Set<String>> exposed) {
		List<String> unknown = new ArrayList<>();
		String selectors = GROUPING.matcher(query).replaceAll(" ").replaceAll("\\[[^]]*]", " ");
		Set<String> labels = new TreeSet<>(ADDED);
		for (MatchResult selector : SELECTOR.matcher(selectors).results().toList()) {
			String name = selector.group(1);
			if (WORDS.contains(name) || name.equals("up")) {
				continue;
			}
			Set<String> known = exposed.get(name);
			if (known == null) {
				unknown.add(name);
				continue;
			}
			labels.addAll(known);
			Matcher asked = MATCHER.matcher((selector.group(2) != null) ? selector.group(2) : "");
			asked.results()
				.map((label) -> label.group(1))
				.filter((label) -> !known.contains(label) && !ADDED.contains(label))
				.forEach((label) -> unknown.add(name + "{" + label + "}"));
		}
		if (unknown.isEmpty()) {
			GROUPING.matcher(query)
				.results()
				.flatMap((grouping) -> Stream.of(grouping.group(1).split(",")))
				.map(String::strip)
				.filter((label) -> !labels.contains(label))
				.forEach((label) -> unknown.add("by " + label));
		}
		return unknown;
	}

	/**
	 * Each metric that is exposed after a request and a collection of garbage, with its
	 * labels.
	 */
	private Map<String, Set<String>> exposed() {
		this.client.get("/connections");
		System.gc();
		await().until(() -> scrape().containsKey("jvm_gc_pause_seconds_sum"));
		return scrape();
	}

	private Map<String, Set<String>> scrape() {
		Map<String, Set<String>> exposed = new TreeMap<>();
		SAMPLE.matcher(this.client.open("/actuator/prometheus").body())
			.results()
			.forEach((sample) -> LABEL.matcher((sample.group(2) != null) ? sample.group(2) : "")
				.results()
				.map((label) -> label.group(1))
				.forEach(exposed.computeIfAbsent(sample.group(1), (name) -> new TreeSet<>())::add));
		return exposed;
	}

}
