package dataconnections.emarsys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads parameter sets as they are written, and no more than there may be.
 */
class ParametersReader extends ValueDeserializer<List<ParameterSet>> {

	static final int MAX_SETS = 1_000;

	static final int MAX_FIELDS = 100;

	@Override
	public List<ParameterSet> deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartArrayToken()) {
			throw MismatchedInputException.from(parser, List.class, "");
		}
		List<ParameterSet> sets = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (sets.size() == MAX_SETS) {
				throw tooLong("parameters must be an array of at most " + MAX_SETS + " parameter sets.", "parameters");
			}
			sets.add(set(parser, sets.size()));
		}
		return sets;
	}

	private static ParameterSet set(JsonParser parser, int index) {
		if (!parser.isExpectedStartObjectToken()) {
			throw MismatchedInputException.from(parser, Map.class, "").prependPath(List.class, index);
		}
		Map<String, Scalar> fields = new LinkedHashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			if (fields.size() == MAX_FIELDS) {
				throw tooLong("A parameter set must have at most " + MAX_FIELDS + " reference fields.", "parameters",
						index);
			}
			if (parser.nextToken().isStructStart()) {
				throw nested(name, index);
			}
			fields.put(name, Scalar.of(parser));
		}
		return new ParameterSet(fields);
	}

	private static ProblemException tooLong(String sentence, Object... place) {
		return ProblemException.invalid(Violation.body("too_long", sentence, place));
	}

	private static ProblemException nested(String name, int index) {
		return ProblemException.invalid(Violation.body("scalar_type",
				"A reference field must be a string, a number or a boolean: Emarsys takes no answer that echoes a structure.",
				"parameters", index, name));
	}

}
