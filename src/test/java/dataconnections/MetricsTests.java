package dataconnections;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/** What Prometheus is given after traffic. */
@ServiceTest
class MetricsTests {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_:]+(?:\\{(?:[^\"}]|\"[^\"]*\")*})?) (\\S+)$");

	private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

	private static final Pattern UUIDS = Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-");

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void lookUpsAndUploadsOfRowsAreCounted() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		Map<String, Double> before = scrape();
		connection.store("[{\"id\":\"ada@example.com\"},{\"id\":2}]");
		connection.store("{\"data\":[{\"id\":3}],\"batch_completed\":false}");
		assertThat(connection.upload("[{}]").status()).isEqualTo(422);
		connection.query("{\"primary_key\":\"ada@example.com\"}");
		connection.query("{\"primary_key\":9}");
		connection.query("{\"primary_keys\":[2,2,9]}");
		connection.send("POST", "/external-content/emarsys",
				"{\"parameters\":[{\"id\":\"2\"},{\"id\":\"9\"}],\"fields\":[]}");
		Map<String, Double> gained = gained(before);
		assertThat(gained).containsEntry("lookups_total{kind=upload,outcome=found}", 4.0)
			.containsEntry("lookups_total{kind=upload,outcome=missing}", 3.0)
			.containsEntry("uploads_total{outcome=published}", 1.0)
			.containsEntry("uploads_total{outcome=kept}", 1.0)
			.containsEntry("uploads_total{outcome=refused}", 1.0)
			.containsEntry("uploads_rows_total", 3.0)
			.containsEntry("api_requests_seconds_count{method=POST,status=2xx,"
					+ "uri=/api/data-connections/v1/connections/{connectionId}/query}", 2.0)
			.containsEntry("api_requests_seconds_count{method=POST,status=4xx,"
					+ "uri=/api/data-connections/v1/connections/{connectionId}/query}", 1.0);
		assertThat(scrape()).containsKeys("hikaricp_connections_max{pool=lookups}",
				"hikaricp_connections_max{pool=uploads}", "sweeper_rows_deleted_total{reason=expired}");
	}

	@Test
	void callsOfApisAreCounted() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			String path = api.connection("/{id}", "{}");
			Map<String, Double> before = scrape();
			query(path, 1);
			query(path, 1);
			api.thenAnswer(404, "");
			query(path, 2);
			api.thenAnswer(500, "");
			query(path, 3);
			Map<String, Double> gained = gained(before);
			assertThat(gained).containsEntry("lookups_total{kind=api,outcome=found}", 2.0)
				.containsEntry("lookups_total{kind=api,outcome=missing}", 1.0)
				.containsEntry("lookups_total{kind=api,outcome=failed}", 1.0)
				.containsEntry("upstream_cache_lookups_total{result=hit}", 1.0)
				.containsEntry("upstream_cache_lookups_total{result=miss}", 3.0)
				.containsEntry("upstream_calls_seconds_count{outcome=answered}", 1.0)
				.containsEntry("upstream_calls_seconds_count{outcome=no_data}", 1.0)
				.containsEntry("upstream_calls_seconds_count{outcome=status}", 1.0)
				.containsEntry("upstream_calls_seconds_bucket{le=+Inf,outcome=status}", 1.0)
				.containsKeys("upstream_breakers{state=closed}", "upstream_breakers{state=open}",
						"upstream_breakers{state=half_open}", "upstream_retries_total{permitted=false}",
						"upstream_calls_seconds_count{outcome=bulkhead_full}", "upstream_cache_size_bytes");
		}
	}

	@Test
	void noLabelTellsWhose() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		connection.query("{\"primary_key\":\"ada@example.com\"}");
		this.client.get("/" + UUID.randomUUID());
		this.client.send("DELETE", "/connections/" + UUID.randomUUID(), "");
		String scraped = this.client.open("/actuator/prometheus").body();
		List<String> values = LABEL.matcher(scraped).results().map((label) -> label.group(2)).toList();
		assertThat(values).hasSizeGreaterThan(100)
			.noneMatch((value) -> UUIDS.matcher(value).find())
			.noneMatch((value) -> value.contains("ada@example.com") || value.contains("127.0.0.1")
					|| value.contains(Client.API_KEY) || value.contains(Client.BRAND_KEY));
	}

	@Test
	void springsOwnTimingOfRequestsIsOff() {
		this.client.get("/connections");
		assertThat(scrape().keySet()).noneMatch((name) -> name.startsWith("http_server"));
	}

	private void query(String path, int id) {
		this.client.send("POST", path + "/query", "{\"primary_key\":" + id + "}");
	}

	private Map<String, Double> gained(Map<String, Double> before) {
		Map<String, Double> gained = scrape();
		gained.replaceAll((name, value) -> value - before.getOrDefault(name, 0.0));
		return gained;
	}

	/** Each sample by its name and its labels in order, without the one that all have. */
	private Map<String, Double> scrape() {
		return SAMPLE.matcher(this.client.open("/actuator/prometheus").body())
			.results()
			.collect(toMap((sample) -> name(sample.group(1)), (sample) -> Double.valueOf(sample.group(2)),
					(one, other) -> other, TreeMap::new));
	}

	private static String name(String sample) {
		int labels = sample.indexOf('{');
		if (labels < 0) {
			return sample;
		}
		List<String> known = LABEL.matcher(sample)
			.results()
			.map((MatchResult label) -> label.group(1) + "=" + label.group(2))
			.filter((label) -> !label.startsWith("application="))
			.sorted()
			.toList();
		return sample.substring(0, labels) + (known.isEmpty() ? "" : "{" + String.join(",", known) + "}");
	}

}
