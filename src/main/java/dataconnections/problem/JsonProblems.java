package dataconnections.problem;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What Jackson found wrong with a body, in words that say nothing of the code behind it.
 */
final class JsonProblems {

	private JsonProblems() {
	}

	static ProblemException of(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ProblemException problem) {
				return problem;
			}
			if (cause instanceof CharacterCodingException) {
				return malformed("The body is not valid UTF-8: send it in UTF-8.");
			}
			if (cause instanceof java.util.zip.ZipException || cause instanceof java.io.EOFException) {
				return malformed("The body is no valid gzip, as its Content-Encoding says it is.");
			}
		}
		if (failure instanceof StreamReadException read) {
			return of(read);
		}
		if (failure instanceof DatabindException wrong) {
			return ProblemException.invalid(violation(wrong));
		}
		return malformed("The body cannot be read as JSON.");
	}

	private static ProblemException of(StreamReadException ex) {
		String message = ex.getOriginalMessage();
		if (message != null && message.startsWith("Duplicate")) {
			return ProblemException
				.invalid(Violation.body("duplicate", "A member is there twice: send it once.", path(ex)));
		}
		if (message != null && message.contains("maximum allowed") && !message.contains("nesting depth")) {
			return ProblemException.of(ProblemType.CONTENT_TOO_LARGE,
					"A single value is longer than the service reads.");
		}
		return malformed("The body is not valid JSON" + place(ex.getLocation()) + ".");
	}

	private static Violation violation(DatabindException ex) {
		Object[] path = path(ex);
		if (ex instanceof UnrecognizedPropertyException unknown) {
			return Violation.body("extra_forbidden", "\"" + unknown.getPropertyName() + "\" is not known here.", path);
		}
		String expected = (ex instanceof MismatchedInputException mismatch) ? expected(mismatch.getTargetType())
				: "value";
		return Violation.body(expected.replace(' ', '_') + "_type",
				((path.length == 0) ? "The body" : "\"" + path[path.length - 1] + "\"") + " must be of type " + expected
						+ ".",
				path);
	}

	private static String expected(@Nullable Class<?> type) {
		if (type == null) {
			return "value";
		}
		if (type == String.class) {
			return "string";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "bool";
		}
		if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
			return "int";
		}
		return java.util.Collection.class.isAssignableFrom(type) ? "array" : "object";
	}

	private static Object[] path(JacksonException ex) {
		List<Object> path = new ArrayList<>();
		for (JacksonException.Reference step : ex.getPath()) {
			path.add((step.getPropertyName() != null) ? step.getPropertyName() : step.getIndex());
		}
		return path.toArray();
	}

	private static String place(@Nullable TokenStreamLocation location) {
		return (location == null || location.getLineNr() < 1) ? ""
				: " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
	}

	private static ProblemException malformed(String detail) {
		return ProblemException.of(ProblemType.MALFORMED_REQUEST, detail);
	}

}
