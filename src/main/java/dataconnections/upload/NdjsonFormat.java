package dataconnections.upload;

import java.io.Reader;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows as newline-delimited JSON: one object after the other. Blank lines do not count.
 */
class NdjsonFormat {

	private final Intake intake;

	NdjsonFormat(Intake intake) {
		this.intake = intake;
	}

	void read(JsonFactory json, Reader body) {
		long rows = 0;
		try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
			long lastLine = 0;
			JsonToken token = parser.nextToken();
			while (token != null) {
				long line = parser.currentTokenLocation().getLineNr();
				if (line == lastLine) {
					throw ProblemException.of(ProblemType.MALFORMED_REQUEST,
							"Line " + line + " goes on after its JSON object: each line holds one object.");
				}
				this.intake.row(parser, null, "line", line);
				lastLine = parser.currentLocation().getLineNr();
				rows++;
				token = parser.nextToken();
			}
		}
		if (rows == 0) {
			throw ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is empty: send one JSON object a line.");
		}
	}

}
