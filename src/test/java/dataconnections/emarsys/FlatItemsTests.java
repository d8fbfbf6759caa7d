package dataconnections.emarsys;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FlatItemsTests {

	private static final ParameterSet CONTACT = contact("7");

	@Test
	void objectIsOneItem() {
		assertThat(items(9, "{\"a\":1,\"x\":2}")).isEqualTo("{\"id\":\"7\",\"a\":1}");
	}

	@Test
	void arrayIsAnItemForEachObjectUpToTheLimit() {
		String data = "[{\"a\":1},{\"a\":2},{\"b\":3},{\"a\":4}]";
		assertThat(items(9, data))
			.isEqualTo("{\"id\":\"7\",\"a\":1},{\"id\":\"7\",\"a\":2},{\"id\":\"7\",\"b\":3},{\"id\":\"7\",\"a\":4}");
		assertThat(items(2, data)).isEqualTo("{\"id\":\"7\",\"a\":1},{\"id\":\"7\",\"a\":2}");
		assertThat(items(1, data)).isEqualTo("{\"id\":\"7\",\"a\":1}");
	}

	@Test
	void whatIsNoObjectInAnArrayDoesNotCount() {
		assertThat(items(2, "[null,1,\"a\",[{\"a\":0}],{\"a\":1},true,{\"a\":2},{\"a\":3}]"))
			.isEqualTo("{\"id\":\"7\",\"a\":1},{\"id\":\"7\",\"a\":2}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "1", "\"a\"", "true", "[1,[{\"a\":1}]]" })
	void whatHasNoObjectIsNoItem(String data) {
		assertThat(items(9, data)).isEmpty();
	}

	@Test
	void structuresBecomeText() {
		assertThat(items(9, "{\"a\":{\"b\": [1.50, {\"c\": \"\\\"é\"}]},\"b\":[],\"c\":{}}")).isEqualTo(
				"{\"id\":\"7\",\"a\":\"{\\\"b\\\":[1.50,{\\\"c\\\":\\\"\\\\\\\"é\\\"}]}\",\"b\":\"[]\",\"c\":\"{}\"}");
	}

	@Test
	void nullsAreLeftOutAndBooleansBecomeText() {
		assertThat(items(9, "{\"a\":null,\"b\":true,\"c\":false}"))
			.isEqualTo("{\"id\":\"7\",\"b\":\"true\",\"c\":\"false\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "1.10", "1E5", "1e400", "123456789012345678901234567890.12345678901234567890" })
	void numbersKeepTheirDigits(String number) {
		assertThat(items(9, "{\"a\":" + number + "}")).isEqualTo("{\"id\":\"7\",\"a\":" + number + "}");
	}

	@Test
	void echoedFieldWins() {
		assertThat(items(9, "{\"id\":8,\"a\":1}")).isEqualTo("{\"id\":\"7\",\"a\":1}");
		assertThat(items(9, "{\"id\":{\"x\":[]},\"a\":1}")).isEqualTo("{\"id\":\"7\",\"a\":1}");
	}

	@Test
	void lastOfARepeatedMemberCounts() {
		assertThat(items(9, "{\"a\":1,\"a\":2}")).isEqualTo("{\"id\":\"7\",\"a\":2}");
		assertThat(items(9, "{\"a\":1,\"a\":null}")).isEqualTo("{\"id\":\"7\"}");
	}

	@Test
	void halfACharacterIsLeftOut() {
		assertThat(items(9, "{\"a\":\"x\\ud800\",\"b\":[\"\\ud800\"],\"c\":\"😀\"}"))
			.isEqualTo("{\"id\":\"7\",\"c\":\"😀\"}");
	}

	@Test
	void contactsAreEqualByTheirValuesInAnyOrder() {
		Map<String, Scalar> one = new LinkedHashMap<>();
		one.put("a", Scalar.string("1"));
		one.put("b", Scalar.string("2"));
		Map<String, Scalar> other = new LinkedHashMap<>();
		other.put("b", Scalar.string("2"));
		other.put("a", Scalar.string("1"));
		assertThat(new ParameterSet(one)).isEqualTo(new ParameterSet(other)).hasSameHashCodeAs(new ParameterSet(other));
		assertThat(contact("1")).isNotEqualTo(new ParameterSet(Map.of("id", new Scalar(Scalar.Kind.NUMBER, "1"))));
	}

	@Test
	void noItemIsMadeAfterEnoughOfThem() {
		String one = items(1, "{\"a\":1}");
		assertThat(items(9, "[{\"a\":1},{\"a\":1},{\"a\":1}]", one.length())).isEqualTo(one + "," + one);
	}

	private static ParameterSet contact(String id) {
		return new ParameterSet(Map.of("id", Scalar.string(id)));
	}

	private static String items(int limit, String data) {
		return items(limit, data, ContentAnswer.MAX_BYTES);
	}

	private static String items(int limit, String data, int enough) {
		byte[] made = new FlatItems(Set.of("id", "a", "b", "c"), limit).of(CONTACT,
				data.getBytes(StandardCharsets.UTF_8), enough);
		return new String(made, StandardCharsets.UTF_8);
	}

}
