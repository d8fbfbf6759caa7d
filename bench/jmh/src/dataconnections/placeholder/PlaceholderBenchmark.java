package dataconnections.placeholder;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Templates parsed, and requests filled, a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlaceholderBenchmark {

	private static final String URL = "https://api.example.com/v2/{tenant}/customers/{user_id}?fields=all&lang={lang}";

	private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer 0123456789", "X-Lang", "{lang}");

	private final JsonNode body = json("""
			{"query":{"id":"{user_id}","text":"in {lang}, for {tenant}"},"limit":10,"nested":[{"a":"{lang}"}]}""");

	private final RequestTemplate small = RequestTemplate.of("https://api.example.com/customers/{user_id}", Map.of(),
			null);

	private final RequestTemplate large = RequestTemplate.of(URL, HEADERS, this.body);

	private final PlaceholderValues one = PlaceholderValues.of(Map.of("user_id", json("\"4711\"")));

	private final PlaceholderValues three = PlaceholderValues
		.of(Map.of("user_id", json("4711"), "tenant", json("\"Müller & Söhne\""), "lang", json("\"de\"")));

	@Benchmark
	public RequestTemplate parse() {
		return RequestTemplate.of(URL, HEADERS, this.body);
	}

	@Benchmark
	public FilledRequest fillUrl() {
		return this.small.fill(this.one);
	}

	@Benchmark
	public FilledRequest fillUrlHeadersAndBody() {
		return this.large.fill(this.three);
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
