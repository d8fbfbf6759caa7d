package dataconnections.upload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import dataconnections.connection.Connection;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.problem.Violation;
import dataconnections.row.FieldTypes;
import dataconnections.row.Row;
import dataconnections.row.Staging;
import dataconnections.value.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Where the formats deliver rows. Good ones go on to the staging area until the first bad
 * one; from then on they are only judged, so that one answer names all that is wrong.
 */
class Intake {

	private final Staging staging;

	private final RowEncoder encoder;

	private final Violations violations = new Violations();

	Intake(Connection connection, Staging staging, long maxRowBytes) {
		this(connection, staging, staging.fields(), maxRowBytes);
	}

	Intake(Connection connection, Staging staging, FieldTypes fields, long maxRowBytes) {
		this.staging = staging;
		this.encoder = new RowEncoder(connection.primaryKey(), maxRowBytes, fields);
	}

	/**
	 * Takes the value at which the parser stands as a row; afterwards it stands at its
	 * end.
	 */
	void row(JsonParser parser, @Nullable Long ttlSeconds, Object... place) {
		if (fields(parser, place)) {
			add((read) -> read.row(ttlSeconds), place);
		}
	}

	/**
	 * Takes the value at which the parser stands as the fields of a row that {@link #add}
	 * completes.
	 */
	boolean fields(JsonParser parser, Object... place) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			refuse("object_type", "A row must be a JSON object.", place);
			parser.skipChildren();
			return false;
		}
		return judge(() -> this.encoder.read(parser), place);
	}

	void add(Function<RowEncoder, Row> completion, Object... place) {
		judge(() -> {
			Row row = completion.apply(this.encoder);
			if (this.violations.isEmpty()) {
				this.staging.add(row);
			}
		}, place);
	}

	private boolean judge(Runnable step, Object... place) {
		try {
			step.run();
			return true;
		}
		catch (InvalidFieldException ex) {
			refuse(ex.type(), ex.sentence(), with(place, ex.field()));
		}
		catch (InvalidValueException ex) {
			refuse(ex.type(), ex.sentence(), place);
		}
		catch (RowTooLargeException ex) {
			throw ProblemException.of(ProblemType.CONTENT_TOO_LARGE,
					ex.getMessage() + " The one at " + Arrays.toString(place) + " is.");
		}
		return false;
	}

	void refuse(String type, String sentence, Object... place) {
		this.violations.add(Violation.body(type, sentence, place));
	}

	void throwIfRefused() {
		this.violations.throwIfAny();
	}

	Staging staging() {
		return this.staging;
	}

	private static Object[] with(Object[] place, @Nullable String field) {
		List<Object> longer = new ArrayList<>(Arrays.asList(place));
		if (field != null) {
			longer.add(field);
		}
		return longer.toArray();
	}

}
