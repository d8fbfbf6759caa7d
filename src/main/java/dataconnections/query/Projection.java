package dataconnections.query;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dataconnections.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * The fields of a record that are wanted. The primary key always is. Of an array, each
 * record has them.
 */
final class Projection {

	private final @Nullable Set<String> fields;

	Projection(@Nullable List<String> fields, String primaryKey) {
		this.fields = (fields != null) ? new HashSet<>(fields) : null;
		if (this.fields != null) {
			this.fields.add(primaryKey);
		}
	}

	byte[] of(byte[] record) {
		if (this.fields == null) {
			return record;
		}
		ByteArrayOutputStream projected = new ByteArrayOutputStream(record.length);
		try (JsonParser parser = RowJson.factory().createParser(ObjectReadContext.empty(), record);
				JsonGenerator generator = RowJson.factory().createGenerator(ObjectWriteContext.empty(), projected)) {
			switch (parser.nextToken()) {
				case START_OBJECT -> object(parser, generator, this.fields);
				case START_ARRAY -> array(parser, generator, this.fields);
				default -> generator.copyCurrentStructureExact(parser);
			}
		}
		return projected.toByteArray();
	}

	private static void array(JsonParser parser, JsonGenerator generator, Set<String> fields) {
		generator.writeStartArray();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				object(parser, generator, fields);
			}
			else {
				generator.copyCurrentStructureExact(parser);
			}
		}
		generator.writeEndArray();
	}

	private static void object(JsonParser parser, JsonGenerator generator, Set<String> fields) {
		generator.writeStartObject();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			if (fields.contains(name)) {
				generator.writeName(name);
				generator.copyCurrentStructureExact(parser);
			}
			else {
				parser.skipChildren();
			}
		}
		generator.writeEndObject();
	}

}
