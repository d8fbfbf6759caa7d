package dataconnections.upload;

import java.util.function.UnaryOperator;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.row.FieldTypes;
import dataconnections.row.InvalidValueException;
import dataconnections.wire.RowJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Merge Patch (RFC 7396) on its way to a record.
 */
class MergePatch implements UnaryOperator<String> {

	private static final JsonMapper EXACT = JsonMapper.builder(RowJson.factory())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private final String primaryKey;

	private final ObjectNode patch;

	private final int index;

	private final FieldTypes fields;

	MergePatch(String primaryKey, ObjectNode patch, int index, FieldTypes fields) {
		this.primaryKey = primaryKey;
		this.patch = patch;
		this.index = index;
		this.fields = fields;
	}

	@Override
	public String apply(String record) {
		ObjectNode before = (ObjectNode) EXACT.readTree(record);
		JsonNode key = before.get(this.primaryKey);
		ObjectNode merged = merge(before, this.patch);
		merged.set(this.primaryKey, key);
		RowEncoder encoder = new RowEncoder(this.primaryKey, Integer.MAX_VALUE, this.fields);
		try (JsonParser parser = merged.traverse(ObjectReadContext.empty())) {
			parser.nextToken();
			encoder.encode(parser, null);
		}
		catch (InvalidValueException ex) {
			throw ProblemException.invalid(Violation.body(ex.type(), ex.sentence(), this.index, "data"));
		}
		return EXACT.writeValueAsString(merged);
	}

	private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
		for (var member : patch.properties()) {
			JsonNode value = member.getValue();
			if (value.isNull()) {
				target.remove(member.getKey());
			}
			else if (value instanceof ObjectNode nested) {
				ObjectNode under = (target.get(member.getKey()) instanceof ObjectNode old) ? old
						: EXACT.createObjectNode();
				target.set(member.getKey(), merge(under, nested));
			}
			else {
				target.set(member.getKey(), value);
			}
		}
		return target;
	}

}
