package dataconnections.upload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import dataconnections.value.DecimalText;
import dataconnections.value.Key;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CSV record as a JSON object. Values stay strings unless types are to be inferred:
 * then what JSON would read as a number is one ({@code 007} is none), {@code true} and
 * {@code false} in any case are booleans, and nothing is null. A key that would be
 * another text then, such as {@code 12E3}, stays as it is, so that it is found by it.
 */
class CsvRow {

	private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final String primaryKey;

	private final boolean inferTypes;

	CsvRow(String primaryKey, boolean inferTypes) {
		this.primaryKey = primaryKey;
		this.inferTypes = inferTypes;
	}

	JsonParser parser(String[] header, String[] values) {
		ObjectNode object = NODES.objectNode();
		for (int i = 0; i < header.length; i++) {
			object.set(header[i], this.inferTypes ? infer(header[i], values[i]) : NODES.stringNode(values[i]));
		}
		JsonParser parser = object.traverse(ObjectReadContext.empty());
		parser.nextToken();
		return parser;
	}

	private JsonNode infer(String name, String value) {
		JsonNode inferred = infer(value);
		boolean lost = name.equals(this.primaryKey) && !inferred.isNull() && !Key.of(inferred).text().equals(value);
		return lost ? NODES.stringNode(value) : inferred;
	}

	private static JsonNode infer(String value) {
		if (value.isEmpty()) {
			return NODES.nullNode();
		}
		if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
			return NODES.booleanNode(value.equalsIgnoreCase("true"));
		}
		boolean number = value.length() < 1000 && NUMBER.matcher(value).matches() && DecimalText.fitsNumeric(value);
		return number ? number(value) : NODES.stringNode(value);
	}

	private static JsonNode number(String value) {
		boolean integer = value.chars().allMatch((c) -> c == '-' || Character.isDigit(c));
		return integer ? NODES.numberNode(new BigInteger(value)) : NODES.numberNode(new BigDecimal(value));
	}

}
