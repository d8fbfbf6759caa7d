package dataconnections.upload;

import java.io.Reader;
import java.util.HashSet;
import java.util.Set;

import dataconnections.value.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of {@code update_data}: an array of {@code {"primary_key": ..., "data": {...},
 * "ttl": ...}}, the members in any order.
 */
class EditFormat {

	private static final Set<String> MEMBERS = Set.of("primary_key", "data", "ttl");

	private static final String FORM = "an array of {\"primary_key\", \"data\", \"ttl\"}.";

	private final Intake intake;

	EditFormat(Intake intake) {
		this.intake = intake;
	}

	void read(JsonFactory json, Reader body, Sink sink) {
		JsonDocument.read(json, body, (parser) -> {
			if (parser.currentToken() != JsonToken.START_ARRAY) {
				this.intake.refuse("array_type", "The body must be " + FORM);
				parser.skipChildren();
				return;
			}
			for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
				item(parser, index, sink);
			}
		});
	}

	private void item(JsonParser parser, int index, Sink sink) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			this.intake.refuse("object_type", "The body must be " + FORM, index);
			parser.skipChildren();
			return;
		}
		Item item = new Item();
		Set<String> seen = new HashSet<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			if (!MEMBERS.contains(name)) {
				this.intake.refuse("extra_forbidden",
						"\"" + name + "\" is not known here; known are primary_key, data and ttl.", index, name);
				parser.skipChildren();
			}
			else if (!seen.add(name)) {
				this.intake.refuse("duplicate", "\"" + name + "\" is there twice: send it once.", index, name);
				parser.skipChildren();
			}
			else {
				member(parser, index, name, item);
			}
		}
		finish(index, seen, item, sink);
	}

	private void member(JsonParser parser, int index, String name, Item item) {
		switch (name) {
			case "primary_key" -> item.key = key(parser, index);
			case "ttl" -> {
				item.ttlSent = true;
				item.ttlSeconds = ttl(parser, index);
			}
			default -> item.hasFields = this.intake.fields(parser, index, "data");
		}
	}

	private void finish(int index, Set<String> seen, Item item, Sink sink) {
		if (!seen.contains("primary_key")) {
			this.intake.refuse("missing", "The record's key is missing.", index, "primary_key");
		}
		if (!seen.contains("data")) {
			this.intake.refuse("missing", "\"data\" is missing: it holds the record's fields.", index, "data");
		}
		AskedKey key = item.key;
		if (key != null && item.hasFields) {
			sink.accept(index, key, item.ttlSent, item.ttlSeconds);
		}
	}

	private @Nullable AskedKey key(JsonParser parser, int index) {
		try {
			return AskedKey.at(parser);
		}
		catch (InvalidValueException ex) {
			this.intake.refuse(ex.type(), ex.sentence(), index, "primary_key");
			return null;
		}
	}

	private @Nullable Long ttl(JsonParser parser, int index) {
		try {
			return UploadOptions.ttl(parser, "ttl");
		}
		catch (InvalidValueException ex) {
			this.intake.refuse(ex.type(), ex.sentence(), index, "ttl");
			return null;
		}
	}

	private static final class Item {

		private @Nullable AskedKey key;

		private @Nullable Long ttlSeconds;

		private boolean ttlSent;

		private boolean hasFields;

	}

	/** Where items go whose members are right; their fields are in the intake. */
	interface Sink {

		void accept(int index, AskedKey key, boolean ttlSent, @Nullable Long ttlSeconds);

	}

}
