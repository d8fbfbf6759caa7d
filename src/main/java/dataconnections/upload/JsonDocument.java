package dataconnections.upload;

import java.io.Reader;
import java.util.function.Consumer;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A body that is one JSON value and nothing after it.
 */
final class JsonDocument {

	private JsonDocument() {
	}

	/**
	 * Reads the document.
	 * @param json how
	 * @param body the text
	 * @param value reads the value at whose first token the parser stands, to its end
	 */
	static void read(JsonFactory json, Reader body, Consumer<JsonParser> value) {
		try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() == null) {
				throw ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is empty: send JSON.");
			}
			value.accept(parser);
			if (parser.nextToken() != null) {
				throw ProblemException.of(ProblemType.MALFORMED_REQUEST,
						"Something follows the end of the JSON document: remove it.");
			}
		}
	}

}
