package dataconnections.placeholder;

import java.math.BigDecimal;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

import static java.util.stream.Collectors.joining;

/**
 * What fills a placeholder.
 */
sealed interface Value {

	/** The most characters of a value. */
	int MAX_CHARACTERS = 8192;

	static Value of(JsonNode value) {
		return switch (value.getNodeType()) {
			case STRING, NUMBER, BOOLEAN -> Scalar.of(value);
			case NULL, ARRAY, OBJECT -> new Structure(value, JsonSize.of(value, MAX_CHARACTERS));
			case BINARY, MISSING, POJO -> throw new UnfitException("placeholder_type", "is no JSON value: send one.");
		};
	}

	/**
	 * A value that fits everywhere.
	 *
	 * @param json the value
	 * @param text the same as a text
	 */
	record Scalar(JsonNode json, String text) implements Value {

		private static final int LONGEST_PLAIN = 64;

		static Scalar of(JsonNode value) {
			String text = (value.isNumber() && !value.isIntegralNumber()) ? decimal(value.decimalValue())
					: value.asString();
			JsonSize.characters(text, MAX_CHARACTERS);
			return new Scalar(value, text);
		}

		/**
		 * Most readers of a url or a header know no exponent; but a plain
		 * {@code 1e999999999} would fill the memory.
		 */
		private static String decimal(BigDecimal number) {
			boolean plain = number.precision() + Math.abs((long) number.scale()) <= LONGEST_PLAIN;
			return plain ? number.toPlainString() : number.toString();
		}

	}

	/**
	 * Null, an array or an object, which only a body can hold.
	 *
	 * @param json the value
	 * @param size its size
	 */
	record Structure(JsonNode json, JsonSize size) implements Value {

		UnfitException misplaced() {
			JsonNodeType type = this.json.getNodeType();
			String what = (type == JsonNodeType.NULL) ? "null"
					: (type == JsonNodeType.ARRAY) ? "an array" : "an object";
			return new UnfitException("placeholder_type",
					"is " + what + ", which fits only where a string of the body is the placeholder and nothing else: "
							+ "send a string, a number or a boolean.");
		}

	}

	/**
	 * The keys of a batch.
	 *
	 * @param keys one or more
	 */
	record Keys(List<Scalar> keys) implements Value {

		/**
		 * The keys as one text, from which they can be told apart.
		 * @return the keys, each percent-encoded, with commas between
		 */
		String joined() {
			return this.keys.stream().map((key) -> PercentEncoding.of(key.text())).collect(joining(","));
		}

	}

}
