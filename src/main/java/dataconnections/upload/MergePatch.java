package dataconnections.upload;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.row.FieldTypes;
import dataconnections.row.Row;
import dataconnections.row.RowPatch;
import dataconnections.wire.RowJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Merge Patch (RFC 7396), which never touches a record's key.
 */
class MergePatch implements RowPatch {

	private static final JsonMapper EXACT = JsonMapper.builder(RowJson.factory())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private final String primaryKey;

	private final RowEncoder encoder;

	MergePatch(String primaryKey, long maxRowBytes, FieldTypes fields) {
		this.primaryKey = primaryKey;
		this.encoder = new RowEncoder(primaryKey, maxRowBytes, fields);
	}

	@Override
	public String apply(long seq, String record, String patch) {
		ObjectNode before = (ObjectNode) EXACT.readTree(record);
		JsonNode key = before.get(this.primaryKey);
		ObjectNode merged = merge(before, (ObjectNode) EXACT.readTree(patch));
		merged.set(this.primaryKey, key);
		try (JsonParser parser = merged.traverse(ObjectReadContext.empty())) {
			parser.nextToken();
			Row row = this.encoder.encode(parser, null);
			return new String(row.json(), 0, row.length(), StandardCharsets.UTF_8);
		}
		catch (RowTooLargeException ex) {
			throw ProblemException.of(ProblemType.CONTENT_TOO_LARGE,
					ex.getMessage() + " The one that item " + seq + " would make is.");
		}
	}

	private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
		for (Map.Entry<String, JsonNode> member : patch.properties()) {
			String name = member.getKey();
			switch (member.getValue()) {
				case ObjectNode nested -> target.set(name,
						merge((target.get(name) instanceof ObjectNode old) ? old : EXACT.createObjectNode(), nested));
				case JsonNode value when value.isNull() -> target.remove(name);
				case JsonNode value -> target.set(name, value);
			}
		}
		return target;
	}

}
