package dataconnections.placeholder;

import java.io.StringWriter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;

/**
 * Writes a body as JSON while it is filled, so that it is valid whatever the values are.
 */
final class BodyWriter {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Filling filling;

	private final Limit limit;

	private final JsonGenerator out;

	private int depth;

	private BodyWriter(Filling filling, Limit limit, JsonGenerator out) {
		this.filling = filling;
		this.limit = limit;
		this.out = out;
	}

	static String write(BodyPart body, Filling filling, Limit limit) {
		StringWriter text = new StringWriter();
		try (JsonGenerator out = JSON.createGenerator(text)) {
			new BodyWriter(filling, limit, out).write(body);
		}
		return text.toString();
	}

	private void write(BodyPart part) {
		switch (part) {
			case BodyPart.Members members -> {
				this.out.writeStartObject();
				this.depth++;
				members.members().forEach((name, member) -> {
					this.out.writeName(name);
					write(member);
				});
				this.depth--;
				this.out.writeEndObject();
			}
			case BodyPart.Items items -> {
				this.out.writeStartArray();
				this.depth++;
				items.items().forEach(this::write);
				this.depth--;
				this.out.writeEndArray();
			}
			case BodyPart.Whole whole ->
				write(this.filling.use(whole.name(), this.limit, this::json, NullNode.getInstance()));
			case BodyPart.Inside inside -> this.out.writeString(inside.text()
				.fill((name) -> this.filling.use(name, this.limit, (value) -> this.limit.take(text(value)), "")));
			case BodyPart.Constant constant -> write(constant.json());
		}
	}

	private void write(JsonNode json) {
		JSON.writeTree(this.out, json);
	}

	private JsonNode json(Value value) {
		return switch (value) {
			case Value.Scalar scalar -> {
				this.limit.take(scalar.text());
				yield scalar.json();
			}
			case Value.Structure structure -> {
				requireDepth(structure.size().depth());
				this.limit.take(structure.size().characters());
				yield structure.json();
			}
			case Value.Keys keys -> {
				requireDepth(1);
				ArrayNode list = JSON.createArrayNode();
				keys.keys().forEach((key) -> {
					this.limit.take(key.text());
					list.add(key.json());
				});
				yield list;
			}
		};
	}

	private void requireDepth(int more) {
		if (this.depth + more > JsonSize.MAX_DEPTH) {
			throw JsonSize.tooDeep();
		}
	}

	private static String text(Value value) {
		return switch (value) {
			case Value.Scalar scalar -> scalar.text();
			case Value.Structure structure -> throw structure.misplaced();
			case Value.Keys _ ->
				throw new UnfitException("placeholder_type", "is the list of keys, which fits into the body "
						+ "only where a string is the placeholder and nothing else: take away what is around it.");
		};
	}

}
