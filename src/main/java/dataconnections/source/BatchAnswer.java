package dataconnections.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dataconnections.value.InvalidValueException;
import dataconnections.value.Key;
import dataconnections.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Takes the answer of a batch endpoint apart: an array of objects that hold the primary
 * key, or an object keyed by it. Each record's text stays as it came.
 */
final class BatchAnswer {

	private final byte[] json;

	private final String primaryKey;

	private final JsonParser parser;

	private final Set<Key> asked;

	private final Map<Key, byte[]> records = new HashMap<>();

	private BatchAnswer(byte[] json, String primaryKey, Set<Key> asked, JsonParser parser) {
		this.json = json;
		this.primaryKey = primaryKey;
		this.asked = asked;
		this.parser = parser;
	}

	/**
	 * The records that were asked for, by their keys.
	 * @param json a whole JSON text
	 * @param primaryKey the field that holds the key
	 * @param asked the keys that were asked for
	 * @return the records, of those that have the same key the first; null if the answer
	 * has neither shape
	 */
	static @Nullable Map<Key, byte[]> read(byte[] json, String primaryKey, Set<Key> asked) {
		try (JsonParser parser = RowJson.factory().createParser(ObjectReadContext.empty(), json)) {
			BatchAnswer answer = new BatchAnswer(json, primaryKey, asked, parser);
			boolean understood = switch (parser.nextToken()) {
				case START_ARRAY -> answer.array();
				case START_OBJECT -> answer.object();
				case VALUE_NULL -> true;
				default -> false;
			};
			return understood ? answer.records : null;
		}
		catch (InvalidValueException | JacksonException ex) {
			return null;
		}
	}

	private boolean array() {
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			if (this.parser.currentToken() != JsonToken.START_OBJECT) {
				return false;
			}
			int start = (int) this.parser.currentTokenLocation().getByteOffset();
			Key key = key();
			if (key == null) {
				return false;
			}
			keep(key, start);
		}
		return true;
	}

	/** Reads to the end of the object. Of a repeated member the last one counts. */
	private @Nullable Key key() {
		Key key = null;
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			boolean found = this.primaryKey.equals(this.parser.currentName());
			JsonToken token = this.parser.nextToken();
			if (found) {
				key = key(token);
			}
			this.parser.skipChildren();
		}
		return key;
	}

	private Key key(JsonToken token) {
		return switch (token) {
			case VALUE_STRING -> new Key(this.parser.getString());
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Key.ofNumber(this.parser.getString());
			case VALUE_TRUE -> new Key("true");
			case VALUE_FALSE -> new Key("false");
			default -> throw Key.mistyped("null, an array or an object");
		};
	}

	/**
	 * An object that names none of the keys is likelier an error than an empty answer.
	 */
	private boolean object() {
		Set<Key> named = new HashSet<>();
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			Key key = new Key(this.parser.currentName());
			boolean first = named.add(key);
			JsonToken token = this.parser.nextToken();
			if (token == JsonToken.START_OBJECT) {
				int start = (int) this.parser.currentTokenLocation().getByteOffset();
				this.parser.skipChildren();
				if (first) {
					keep(key, start);
				}
			}
			else if (token != JsonToken.VALUE_NULL) {
				return false;
			}
		}
		return named.isEmpty() || named.stream().anyMatch(this.asked::contains);
	}

	/** What was not asked for takes no memory. */
	private void keep(Key key, int start) {
		if (this.asked.contains(key) && !this.records.containsKey(key)) {
			this.records.put(key,
					Arrays.copyOfRange(this.json, start, (int) this.parser.currentLocation().getByteOffset()));
		}
	}

}
