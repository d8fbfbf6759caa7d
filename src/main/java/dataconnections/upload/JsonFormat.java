package dataconnections.upload;

import java.io.Reader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dataconnections.value.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON envelope {@code {"data": [...], ...}} or a bare array of rows. The other
 * members of the envelope may follow the rows.
 */
class JsonFormat {

	private static final Set<String> MEMBERS = Set.of("data", "ttl_seconds", "batch_uuid", "batch_completed");

	private final Intake intake;

	private UploadOptions options;

	JsonFormat(Intake intake, UploadOptions options) {
		this.intake = intake;
		this.options = options;
	}

	UploadOptions read(JsonFactory json, Reader body) {
		JsonDocument.read(json, body, (parser) -> {
			switch (parser.currentToken()) {
				case START_ARRAY -> rows(parser);
				case START_OBJECT -> envelope(parser);
				default -> this.intake.refuse("object_type", "The body must be {\"data\": [...]} or an array of rows.");
			}
		});
		return this.options;
	}

	private void envelope(JsonParser parser) {
		Set<String> seen = new HashSet<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			if (MEMBERS.contains(name) && !seen.add(name)) {
				this.intake.refuse("duplicate", "\"" + name + "\" is there twice: send it once.", name);
			}
			member(parser, name);
		}
		if (!seen.contains("data")) {
			this.intake.refuse("missing", "\"data\" is missing: it holds the rows.", "data");
		}
	}

	private void member(JsonParser parser, String name) {
		switch (name) {
			case "data" -> data(parser);
			case "ttl_seconds" -> this.options = this.options.withTtl(ttl(parser));
			case "batch_uuid" -> this.options = this.options.withBatch(batch(parser));
			case "batch_completed" -> this.options = this.options.withCompleted(completed(parser));
			default -> {
				this.intake.refuse("extra_forbidden",
						"\"" + name + "\" is not known here; known are " + MEMBERS.stream().sorted().toList() + ".",
						name);
				parser.skipChildren();
			}
		}
	}

	private void data(JsonParser parser) {
		if (parser.currentToken() == JsonToken.START_ARRAY) {
			rows(parser, "data");
		}
		else {
			this.intake.refuse("array_type", "\"data\" must be an array of rows.", "data");
			parser.skipChildren();
		}
	}

	private void rows(JsonParser parser, Object... place) {
		Object[] path = Arrays.copyOf(place, place.length + 1);
		int index = 0;
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			path[place.length] = index++;
			this.intake.row(parser, null, path);
		}
	}

	private @Nullable Long ttl(JsonParser parser) {
		try {
			return UploadOptions.ttl(parser, "ttl_seconds");
		}
		catch (InvalidValueException ex) {
			this.intake.refuse(ex.type(), ex.sentence(), "ttl_seconds");
			return null;
		}
	}

	private @Nullable UUID batch(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			Optional<UUID> uuid = Uuids.parse(parser.getString());
			if (uuid.isPresent()) {
				return uuid.get();
			}
		}
		if (parser.currentToken() != JsonToken.VALUE_NULL) {
			this.intake.refuse("uuid_type", "batch_uuid must be a UUID.", "batch_uuid");
			parser.skipChildren();
		}
		return null;
	}

	private boolean completed(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
			this.intake.refuse("bool_type", "batch_completed must be true or false.", "batch_completed");
			parser.skipChildren();
		}
		return token != JsonToken.VALUE_FALSE;
	}

}
