package dataconnections.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dataconnections.value.Key;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class BatchAnswerTests {

	@Test
	void recordsOfAnArrayKeepTheirText() {
		assertThat(read(" [ {\"id\": 1, \"v\" : 1.00} ,{\"v\":{\"id\":9},\"id\":\"2\"}\n]", "1", "2", "9"))
			.containsOnly(entry("1", "{\"id\": 1, \"v\" : 1.00}"), entry("2", "{\"v\":{\"id\":9},\"id\":\"2\"}"));
	}

	@Test
	void recordsOfAnObjectKeepTheirText() {
		assertThat(read("{\"1\": {\"v\": [1, {}]}, \"2\":null,\"3\":{}}", "1", "2", "3"))
			.containsOnly(entry("1", "{\"v\": [1, {}]}"), entry("3", "{}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"id":1}|1
			{"id":1.0}|1
			{"id":1e0}|1
			{"id":100e-2}|1
			{"id":"1"}|1
			{"id":true}|true
			{"id":"true"}|true
			{"id":0.10}|0.1
			{"id":"0.10"}|0.10
			{"id":" a "}|' a '
			{"id":"\\u00e4"}|ä
			{"id":"a","id":"b"}|b""")
	void keyIsFoundHoweverItIsWritten(String record, String key) {
		assertThat(read("[" + record + "]", key)).containsOnly(entry(key, record));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1]", "[null]", "[[{\"id\":1}]]", "[{}]", "[{\"ID\":1}]", "[{\"id\":null}]",
			"[{\"id\":\"\"}]", "[{\"id\":[1]}]", "[{\"id\":{}}]", "[{\"id\":1},{\"v\":1}]", "[{\"id\":\"a\\u0000\"}]",
			"[{\"id\":\"\\ud83d\"}]", "[{\"id\":1e999999999}]", "1", "\"1\"", "true", "{\"1\":1}",
			"{\"1\":{},\"2\":[]}", "{\"error\":{}}", "{\"error\":null}", "{\"data\":[{\"id\":1}]}", "{\"\":{}}" })
	void anyOtherShapeIsNone(String json) {
		assertThat(read(json, "1")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{}", "null", "[{\"id\":7}]", "{\"1\":null}" })
	void answerMayHaveNothingThatWasAskedFor(String json) {
		assertThat(read(json, "1")).isEmpty();
	}

	@Test
	void keyThatIsTooLongIsNone() {
		assertThat(read("[{\"id\":\"" + "x".repeat(1025) + "\"}]", "1")).isNull();
	}

	@Test
	void firstOfTwoRecordsCounts() {
		assertThat(read("[{\"id\":1,\"v\":1},{\"id\":\"1\",\"v\":2}]", "1"))
			.containsOnly(entry("1", "{\"id\":1,\"v\":1}"));
		assertThat(read("{\"1\":{\"v\":1},\"1\":{\"v\":2}}", "1")).containsOnly(entry("1", "{\"v\":1}"));
		assertThat(read("{\"1\":null,\"1\":{\"v\":2}}", "1")).isEmpty();
	}

	@Test
	void whatWasNotAskedForIsNotKept() {
		assertThat(read("[{\"id\":1},{\"id\":2},{\"id\":3}]", "2")).containsOnlyKeys("2");
		assertThat(read("{\"1\":{},\"2\":{},\"3\":{}}", "2")).containsOnlyKeys("2");
	}

	@Test
	void placesAreCountedInBytes() {
		assertThat(read("[{\"n\":\"é€😀\",\"id\":\"ä\"},{\"id\":\"😀\",\"é\":\"ü\"}]", "ä", "😀"))
			.containsOnly(entry("ä", "{\"n\":\"é€😀\",\"id\":\"ä\"}"), entry("😀", "{\"id\":\"😀\",\"é\":\"ü\"}"));
		assertThat(read("{\"é€\":{\"v\":\"😀\"},\"😀\":{\"v\":\"é\"}}", "é€", "😀"))
			.containsOnly(entry("é€", "{\"v\":\"😀\"}"), entry("😀", "{\"v\":\"é\"}"));
	}

	@Test
	void deepRecordIsSkippedAsAWhole() {
		String deep = "{\"v\":" + "[".repeat(498) + "2" + "]".repeat(498) + ",\"id\":1}";
		assertThat(read("[" + deep + "]", "1", "2")).containsOnly(entry("1", deep));
	}

	@Property(tries = 200)
	void everyRecordIsFoundUnderItsKey(
			@ForAll @Size(max = 20) @UniqueElements List<@StringLength(min = 1, max = 20) String> keys,
			@ForAll boolean keyed) {
		Assume.that(keys.stream().allMatch(BatchAnswerTests::isKey));
		JsonMapper json = JsonMapper.shared();
		Map<String, String> records = new LinkedHashMap<>();
		keys.forEach((key) -> records.put(key, json.writeValueAsString(Map.of("id", key))));
		String answer = records.entrySet()
			.stream()
			.map((record) -> (keyed ? json.writeValueAsString(record.getKey()) + ": " : "") + record.getValue())
			.collect(Collectors.joining(" , ", keyed ? "{" : "[", keyed ? "}" : "]"));
		assertThat(read(answer, keys.toArray(String[]::new))).isEqualTo(records);
	}

	private static boolean isKey(String text) {
		return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
	}

	private static @Nullable Map<String, String> read(String json, String... asked) {
		Set<Key> keys = Arrays.stream(asked).map(Key::new).collect(Collectors.toSet());
		Map<Key, byte[]> records = BatchAnswer.read(json.getBytes(StandardCharsets.UTF_8), "id", keys);
		return (records == null) ? null
				: records.entrySet()
					.stream()
					.collect(Collectors.toMap((record) -> record.getKey().text(),
							(record) -> new String(record.getValue(), StandardCharsets.UTF_8)));
	}

}
