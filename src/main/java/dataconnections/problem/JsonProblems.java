package dataconnections.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import static java.util.stream.Collectors.joining;

/**
 * What Jackson found wrong with a body, in words that say nothing of the code behind it.
 */
final class JsonProblems {

	private static final Map<Class<?>, String> WORDS = Map.of(String.class, "string", Boolean.class, "bool",
			boolean.class, "bool", Double.class, "number", double.class, "number", java.math.BigDecimal.class, "number",
			UUID.class, "uuid");

	private JsonProblems() {
	}

	static ProblemException of(JacksonException failure) {
		return switch (failure) {
			case StreamConstraintsException bound -> of(bound);
			case StreamReadException read -> of(read);
			case DatabindException wrong when wrong.getCause() instanceof StreamReadException read -> of(read);
			case DatabindException more when message(more).startsWith("Trailing token") ->
				malformed("The body goes on after its JSON value" + place(more.getLocation()) + ".");
			case DatabindException wrong -> ProblemException.invalid(violation(wrong));
			default -> malformed("The body cannot be read as JSON.");
		};
	}

	private static ProblemException of(StreamConstraintsException ex) {
		String message = message(ex);
		if (message.contains("nesting depth")) {
			return malformed("The body is nested too deeply: send at most 500 levels.");
		}
		if (message.startsWith("Number")) {
			return ProblemException
				.invalid(Violation.body("out_of_range", "A number is longer than the service reads.", path(ex)));
		}
		if (message.startsWith("Name")) {
			return ProblemException.invalid(
					Violation.body("name_too_long", "A member's name is longer than 2,048 characters: shorten it."));
		}
		return ProblemException.of(ProblemType.CONTENT_TOO_LARGE, "A single value is longer than the service reads.");
	}

	private static ProblemException of(StreamReadException ex) {
		if (message(ex).startsWith("Duplicate")) {
			Object[] path = context(ex);
			String name = (path.length == 0) ? "A member" : "\"" + path[path.length - 1] + "\"";
			return ProblemException.invalid(Violation.body("duplicate", name + " is there twice: send it once.", path));
		}
		return malformed("The body is not valid JSON" + place(ex.getLocation()) + ".");
	}

	private static Violation violation(DatabindException ex) {
		Object[] path = path(ex);
		String name = (path.length == 0) ? "The body" : "\"" + path[path.length - 1] + "\"";
		return switch (ex) {
			case UnrecognizedPropertyException unknown ->
				Violation.body("extra_forbidden", name + " is not known here; known are "
						+ unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(joining(", "))
						+ ".", path);
			case InvalidNullException ignored -> Violation.body("missing", name + " is missing: send it.", path);
			case MismatchedInputException absent when message(absent).startsWith("Cannot map `null`")
					&& absent.getCurrentToken() != JsonToken.VALUE_NULL ->
				Violation.body("missing", name + " is missing: send it.", path);
			case MismatchedInputException mismatch when mismatch.getCurrentToken() == JsonToken.VALUE_NULL ->
				Violation.body("missing", name + " must not be null.", path);
			case MismatchedInputException mismatch when expected(mismatch.getTargetType()).equals("enum") -> Violation
				.body("enum_type", name + " must be one of " + constants(mismatch.getTargetType()) + ".", path);
			case MismatchedInputException mismatch -> Violation.body(expected(mismatch.getTargetType()) + "_type",
					name + " must be of type " + expected(mismatch.getTargetType()) + ".", path);
			default -> Violation.body("value_error", name + " has a value that is not allowed.", path);
		};
	}

	static String expected(@Nullable Class<?> type) {
		if (type == null) {
			return "value";
		}
		String word = WORDS.get(type);
		if (word != null) {
			return word;
		}
		if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
			return "int";
		}
		if (type.isEnum()) {
			return "enum";
		}
		return (type.isArray() || Collection.class.isAssignableFrom(type)) ? "array" : "object";
	}

	private static String constants(Class<?> type) {
		return Stream.of(type.getEnumConstants()).map(Object::toString).collect(joining(", "));
	}

	private static Object[] path(JacksonException ex) {
		List<Object> path = new ArrayList<>();
		for (JacksonException.Reference step : ex.getPath()) {
			path.add((step.getPropertyName() != null) ? step.getPropertyName() : step.getIndex());
		}
		return path.toArray();
	}

	private static Object[] context(JacksonException ex) {
		ArrayDeque<Object> path = new ArrayDeque<>();
		if (ex.processor() instanceof JsonParser parser) {
			for (TokenStreamContext at = parser.streamReadContext(); at != null; at = at.getParent()) {
				if (at.hasCurrentName()) {
					path.addFirst(at.currentName());
				}
				else if (at.inArray()) {
					path.addFirst(at.getCurrentIndex());
				}
			}
		}
		return path.toArray();
	}

	private static String message(JacksonException ex) {
		return Objects.toString(ex.getOriginalMessage(), "");
	}

	private static String place(@Nullable TokenStreamLocation location) {
		return (location == null || location.getLineNr() < 1) ? ""
				: " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
	}

	private static ProblemException malformed(String detail) {
		return ProblemException.of(ProblemType.MALFORMED_REQUEST, detail);
	}

}
