package dataconnections.emarsys;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads the names of the response fields, and no more than there may be.
 */
class FieldsReader extends ValueDeserializer<Set<String>> {

	static final int MAX_FIELDS = 1_000;

	@Override
	public Set<String> deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartArrayToken()) {
			throw MismatchedInputException.from(parser, List.class, "");
		}
		Set<String> names = new LinkedHashSet<>();
		for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
			if (index == MAX_FIELDS) {
				throw ProblemException.invalid(Violation.body("too_long",
						"fields must be an array of at most " + MAX_FIELDS + " names.", "fields"));
			}
			if (parser.currentToken() != JsonToken.VALUE_STRING) {
				throw MismatchedInputException.from(parser, String.class, "").prependPath(List.class, index);
			}
			names.add(parser.getString());
		}
		return names;
	}

}
