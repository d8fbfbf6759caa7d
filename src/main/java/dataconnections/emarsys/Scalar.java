package dataconnections.emarsys;

import java.math.BigDecimal;
import java.util.Locale;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A value without structure, in the text that it was written in.
 *
 * @param kind how it goes over the wire
 * @param text a string's characters, a number's digits, or the literal
 */
record Scalar(Kind kind, String text) {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	static Scalar string(String text) {
		return new Scalar(Kind.STRING, text);
	}

	/** The parser's current value, which has no structure. */
	static Scalar of(JsonParser parser) {
		JsonToken token = parser.currentToken();
		return switch (token) {
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(Kind.NUMBER, parser.getString());
			case VALUE_TRUE, VALUE_FALSE -> new Scalar(Kind.BOOLEAN, token.asString().toLowerCase(Locale.ROOT));
			case VALUE_NULL -> new Scalar(Kind.NULL, "null");
			default -> string(parser.getString());
		};
	}

	/** Whether it is whole in UTF-8, which half of a surrogate pair is not. */
	static boolean isWhole(String text) {
		return text.codePoints().noneMatch((point) -> Character.getType(point) == Character.SURROGATE);
	}

	/** The same as a tree; a number keeps its digits. */
	JsonNode toJson() {
		return switch (this.kind) {
			case STRING -> NODES.stringNode(this.text);
			case NUMBER -> number();
			case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(this.text));
			case NULL -> NODES.nullNode();
		};
	}

	private JsonNode number() {
		BigDecimal number = new BigDecimal(this.text);
		boolean integer = this.text.chars().allMatch((c) -> c == '-' || (c >= '0' && c <= '9'));
		return integer ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
	}

	void write(JsonGenerator generator) {
		switch (this.kind) {
			case STRING -> generator.writeString(this.text);
			case NUMBER -> generator.writeNumber(this.text);
			case BOOLEAN -> generator.writeBoolean(Boolean.parseBoolean(this.text));
			case NULL -> generator.writeNull();
		}
	}

	/** JSON's types that have no structure. */
	enum Kind {

		STRING, NUMBER, BOOLEAN, NULL

	}

}
