package dataconnections.upload;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.value.InvalidValueException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of {@code delete_data}: an array of keys, or {@code {"primary_keys": [...]}}.
 */
class KeysFormat {

	static final int MAX = 1_000_000;

	private static final String FORM = "Send an array of keys or {\"primary_keys\": [...]}.";

	private final Violations violations = new Violations();

	private final List<AskedKey> keys = new ArrayList<>();

	private boolean found;

	List<AskedKey> read(JsonFactory json, Reader body) {
		JsonDocument.read(json, body, (parser) -> {
			switch (parser.currentToken()) {
				case START_ARRAY -> keys(parser);
				case START_OBJECT -> members(parser);
				default -> refuse("array_type", FORM);
			}
		});
		this.violations.throwIfAny();
		return this.keys;
	}

	private void members(JsonParser parser) {
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			if (!name.equals("primary_keys")) {
				refuse("extra_forbidden", "\"" + name + "\" is not known here; known is primary_keys.", name);
				parser.skipChildren();
			}
			else if (this.found) {
				refuse("duplicate", "\"primary_keys\" is there twice: send it once.", name);
				parser.skipChildren();
			}
			else if (value != JsonToken.START_ARRAY) {
				this.found = true;
				refuse("array_type", FORM, name);
				parser.skipChildren();
			}
			else {
				this.found = true;
				keys(parser, name);
			}
		}
		if (!this.found) {
			refuse("missing", "\"primary_keys\" is missing: " + FORM, "primary_keys");
		}
	}

	private void keys(JsonParser parser, Object... place) {
		for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
			if (index == MAX) {
				throw ProblemException.invalid(Violation.body("too_long",
						"At most " + MAX + " keys can be deleted at a time: send the rest in another request.", place));
			}
			try {
				AskedKey key = AskedKey.at(parser);
				if (this.violations.isEmpty()) {
					this.keys.add(key);
				}
			}
			catch (InvalidValueException ex) {
				Object[] at = Arrays.copyOf(place, place.length + 1);
				at[place.length] = index;
				refuse(ex.type(), ex.sentence(), at);
			}
		}
	}

	private void refuse(String type, String sentence, Object... place) {
		this.violations.add(Violation.body(type, sentence, place));
	}

}
