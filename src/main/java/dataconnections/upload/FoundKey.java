package dataconnections.upload;

import dataconnections.value.InvalidValueException;
import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The key of the row that is read. Of a repeated member the last one counts, so what is
 * wrong with it is told when the row is over.
 */
class FoundKey {

	private final String field;

	private @Nullable InvalidValueException fault;

	private @Nullable Key key;

	private boolean seen;

	FoundKey(String field) {
		this.field = field;
	}

	/** Begins with another row. */
	void forget() {
		this.key = null;
		this.seen = false;
		this.fault = null;
	}

	boolean isSeen() {
		return this.seen;
	}

	void put(Key known) {
		this.key = known;
		this.fault = null;
	}

	Key get() {
		if (this.fault != null) {
			throw this.fault;
		}
		if (this.key == null) {
			throw new InvalidFieldException(this.field, "missing",
					"The row has no \"" + this.field + "\", the primary key of this connection.");
		}
		return this.key;
	}

	/** Reads the value at which the parser stands. */
	void read(JsonParser parser, JsonToken token) {
		this.seen = true;
		try {
			put(switch (token) {
				case VALUE_STRING -> new Key(parser.getString());
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Key.ofNumber(parser.getString());
				case VALUE_TRUE -> new Key("true");
				case VALUE_FALSE -> new Key("false");
				case START_OBJECT -> throw Key.mistyped("an object");
				case START_ARRAY -> throw Key.mistyped("an array");
				default -> throw Key.mistyped("null");
			});
		}
		catch (InvalidValueException ex) {
			this.fault = new InvalidFieldException(this.field, ex.type(), ex.sentence());
		}
	}

}
