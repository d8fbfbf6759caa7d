package dataconnections.upload;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key together with the form in which a request names it, in which an answer gives it
 * back.
 *
 * @param key the key
 * @param literal its JSON text if that is no string
 */
record AskedKey(Key key, @Nullable String literal) {

	/**
	 * Reads the value at which the parser stands.
	 * @throws dataconnections.value.InvalidValueException when it is no key; an array or
	 * an object is then skipped
	 */
	static AskedKey at(JsonParser parser) {
		return switch (parser.currentToken()) {
			case VALUE_STRING -> new AskedKey(new Key(parser.getString()), null);
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ofNumber(parser.getString());
			case VALUE_TRUE -> new AskedKey(new Key("true"), "true");
			case VALUE_FALSE -> new AskedKey(new Key("false"), "false");
			case START_OBJECT, START_ARRAY -> {
				String what = parser.isExpectedStartArrayToken() ? "an array" : "an object";
				parser.skipChildren();
				throw Key.mistyped(what);
			}
			default -> throw Key.mistyped("null");
		};
	}

	/**
	 * The key as it was asked.
	 * @return JSON
	 */
	@JsonValue
	@JsonRawValue
	String json() {
		return (this.literal != null) ? this.literal : JsonMapper.shared().writeValueAsString(this.key.text());
	}

	private static AskedKey ofNumber(String number) {
		Key key = Key.ofNumber(number);
		return new AskedKey(key, Objects.equals(key.text(), number) ? key.text() : number);
	}

}
