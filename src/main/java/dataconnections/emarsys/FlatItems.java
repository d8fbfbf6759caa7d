package dataconnections.emarsys;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dataconnections.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * Makes of a contact's data the items that Emarsys takes: flat objects that echo the
 * reference fields and hold the wanted fields as far as there are values.
 */
class FlatItems {

	private final Set<String> wanted;

	private final int limit;

	FlatItems(Set<String> wanted, int limit) {
		this.wanted = wanted;
		this.limit = limit;
	}

	/**
	 * The items of one contact, the first ones up to the limit.
	 * @param set the contact
	 * @param data an object or an array of objects; of anything else nothing is made
	 * @param enough after how many bytes to make no further item
	 * @return JSON objects with commas between them; empty if there are none
	 */
	byte[] of(ParameterSet set, byte[] data, int enough) {
		ByteArrayOutputStream items = new ByteArrayOutputStream();
		try (JsonParser parser = RowJson.factory().createParser(ObjectReadContext.empty(), data)) {
			JsonToken token = parser.nextToken();
			if (token == JsonToken.START_ARRAY) {
				token = parser.nextToken();
			}
			for (int left = this.limit; left > 0 && items.size() <= enough
					&& token != null; token = parser.nextToken()) {
				if (token == JsonToken.START_OBJECT) {
					if (items.size() > 0) {
						items.write(',');
					}
					write(set.fields(), values(set, parser), items);
					left--;
				}
				parser.skipChildren();
			}
		}
		return items.toByteArray();
	}

	/** Of a member that is there twice the last counts, as in a record. */
	private Map<String, Scalar> values(ParameterSet set, JsonParser parser) {
		Map<String, Scalar> values = new LinkedHashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			if (!this.wanted.contains(name) || set.get(name) != null) {
				parser.skipChildren();
				continue;
			}
			Scalar value = flat(parser);
			if (value != null) {
				values.put(name, value);
			}
			else {
				values.remove(name);
			}
		}
		return values;
	}

	private static @Nullable Scalar flat(JsonParser parser) {
		Scalar value = parser.currentToken().isStructStart() ? Scalar.string(json(parser)) : Scalar.of(parser);
		if (value.kind() == Scalar.Kind.NULL || !Scalar.isWhole(value.text())) {
			return null;
		}
		return (value.kind() == Scalar.Kind.BOOLEAN) ? Scalar.string(value.text()) : value;
	}

	private static String json(JsonParser parser) {
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = RowJson.factory().createGenerator(ObjectWriteContext.empty(), text)) {
			generator.copyCurrentStructureExact(parser);
		}
		return text.toString();
	}

	private static void write(Map<String, Scalar> echoed, Map<String, Scalar> values, ByteArrayOutputStream items) {
		try (JsonGenerator generator = RowJson.factory().createGenerator(ObjectWriteContext.empty(), items)) {
			generator.writeStartObject();
			write(echoed, generator);
			write(values, generator);
			generator.writeEndObject();
		}
	}

	private static void write(Map<String, Scalar> members, JsonGenerator generator) {
		members.forEach((name, value) -> {
			generator.writeName(name);
			value.write(generator);
		});
	}

}
