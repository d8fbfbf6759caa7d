package dataconnections.upload;

import dataconnections.row.FieldTypes;
import dataconnections.row.Row;
import dataconnections.value.DecimalText;
import dataconnections.value.InvalidValueException;
import dataconnections.value.Text;
import dataconnections.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/**
 * Copies one JSON object after the other from a parser into bytes, refusing what JSONB
 * cannot hold, and picks the key out on the way. A member that is repeated counts as
 * often as it is there; the last one wins, as in JSONB.
 */
class RowEncoder {

	private final String primaryKey;

	private final long maxBytes;

	private final FieldTypes fields;

	private final RowBuffer buffer = new RowBuffer();

	private final FoundKey key;

	/** What the numbers will weigh more once JSONB has written their exponents out. */
	private long growth;

	RowEncoder(String primaryKey, long maxBytes, FieldTypes fields) {
		this.primaryKey = primaryKey;
		this.maxBytes = maxBytes;
		this.fields = fields;
		this.key = new FoundKey(primaryKey);
	}

	Row encode(JsonParser parser, @Nullable Long ttlSeconds) {
		read(parser);
		return row(ttlSeconds);
	}

	/** The row that was read last. */
	Row row(@Nullable Long ttlSeconds) {
		return new Row(this.key.get(), this.buffer.bytes(), this.buffer.size(), ttlSeconds);
	}

	/** The row that was read last, under a key that is put in where it has none. */
	Row row(AskedKey asked, @Nullable Long ttlSeconds) {
		if (!this.key.isSeen()) {
			this.buffer.add(this.primaryKey, asked.json());
			limit();
			this.key.put(asked.key());
		}
		Row row = row(ttlSeconds);
		if (!row.key().equals(asked.key())) {
			throw new InvalidFieldException(this.primaryKey, "key_mismatch", "\"" + this.primaryKey
					+ "\" names another record than \"primary_key\": leave it out or make it equal.");
		}
		return row;
	}

	/**
	 * Reads the object at which the parser stands; afterwards it stands at the object's
	 * end, whatever happens.
	 */
	void read(JsonParser parser) {
		this.key.forget();
		this.growth = 0;
		this.buffer.reset();
		int depth = 0;
		try (JsonGenerator generator = RowJson.factory().createGenerator(ObjectWriteContext.empty(), this.buffer)) {
			try {
				do {
					depth += copy(parser, generator, depth);
					if (depth > 0) {
						parser.nextToken();
					}
				}
				while (depth > 0);
			}
			catch (InvalidValueException ex) {
				skip(parser, depth);
				throw ex;
			}
		}
		limit();
	}

	private int copy(JsonParser parser, JsonGenerator generator, int depth) {
		JsonToken token = parser.currentToken();
		String name = (depth == 1) ? parser.currentName() : null;
		if (name != null && token != JsonToken.PROPERTY_NAME && token != JsonToken.END_OBJECT) {
			this.fields.add(name, type(token));
			if (name.equals(this.primaryKey)) {
				this.key.read(parser, token);
			}
		}
		switch (token) {
			case START_OBJECT -> generator.writeStartObject();
			case START_ARRAY -> generator.writeStartArray();
			case END_OBJECT -> generator.writeEndObject();
			case END_ARRAY -> generator.writeEndArray();
			case PROPERTY_NAME -> generator.writeName(text(parser.currentName(), parser.currentName()));
			case VALUE_STRING -> generator.writeString(text(parser.getString(), parser.currentName()));
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(number(parser));
			case VALUE_TRUE -> generator.writeBoolean(true);
			case VALUE_FALSE -> generator.writeBoolean(false);
			default -> generator.writeNull();
		}
		limit();
		return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
	}

	private void limit() {
		if (this.buffer.isLargerThan(this.maxBytes - this.growth)) {
			throw new RowTooLargeException(this.maxBytes);
		}
	}

	private static String text(String text, @Nullable String field) {
		try {
			Text.check(text);
			return text;
		}
		catch (InvalidValueException ex) {
			throw new InvalidFieldException(field, ex.type(), ex.sentence());
		}
	}

	private String number(JsonParser parser) {
		String number = parser.getString();
		if (!DecimalText.fitsNumeric(number)) {
			throw new InvalidFieldException(parser.currentName(), "number_too_large",
					"The number has more digits than can be stored: at most 131,072 before the decimal point and 16,383 after it.");
		}
		this.growth += DecimalText.growth(number);
		return number;
	}

	private static FieldTypes.Type type(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> FieldTypes.Type.OBJECT;
			case START_ARRAY -> FieldTypes.Type.ARRAY;
			case VALUE_STRING -> FieldTypes.Type.STRING;
			case VALUE_NUMBER_INT -> FieldTypes.Type.INTEGER;
			case VALUE_NUMBER_FLOAT -> FieldTypes.Type.NUMBER;
			case VALUE_TRUE, VALUE_FALSE -> FieldTypes.Type.BOOLEAN;
			default -> FieldTypes.Type.NULL;
		};
	}

	/** Goes to the end of the object that is {@code depth} levels up from here. */
	private static void skip(JsonParser parser, int depth) {
		int open = depth;
		JsonToken token = parser.currentToken();
		if (token.isStructEnd()) {
			open--;
		}
		while (open > 0) {
			JsonToken next = parser.nextToken();
			if (next == null) {
				return;
			}
			open += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
		}
	}

}
