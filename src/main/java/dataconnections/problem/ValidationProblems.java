package dataconnections.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * What Bean Validation found wrong, in the names of the wire.
 */
final class ValidationProblems {

	private static final int SHOWN = 100;

	private static final Pattern STEPS = Pattern.compile("[.\\[\\]]+");

	private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

	private ValidationProblems() {
	}

	static ProblemException of(Errors errors) {
		return invalid(body(errors));
	}

	static ProblemException of(HandlerMethodValidationException ex) {
		return invalid(ex.getParameterValidationResults()
			.stream()
			.flatMap((result) -> (result instanceof ParameterErrors errors) ? body(errors) : parameter(result)));
	}

	static ProblemException of(ConstraintViolationException ex) {
		return invalid(ex.getConstraintViolations().stream().map(ValidationProblems::violation));
	}

	private static ProblemException invalid(Stream<Violation> found) {
		List<Violation> violations = found.sorted(Comparator.comparing((violation) -> violation.loc().toString()))
			.toList();
		return ProblemException.invalid(violations.stream().limit(SHOWN).toList(), violations.size());
	}

	private static Stream<Violation> body(Errors errors) {
		return errors.getAllErrors().stream().map((error) -> {
			FieldError field = (error instanceof FieldError known) ? known : null;
			return violation("body", (field != null) ? field.getField() : "", error.getCode(),
					(field != null) ? field.getRejectedValue() : null, error.getDefaultMessage());
		});
	}

	private static Stream<Violation> parameter(ParameterValidationResult result) {
		MethodParameter parameter = result.getMethodParameter();
		return result.getResolvableErrors()
			.stream()
			.map((error) -> violation(part(parameter), Objects.toString(parameter.getParameterName(), ""), code(error),
					result.getArgument(), error.getDefaultMessage()));
	}

	private static Violation violation(ConstraintViolation<?> violation) {
		return violation("body", violation.getPropertyPath().toString(),
				violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName(),
				violation.getInvalidValue(), violation.getMessage());
	}

	private static Violation violation(String part, String path, @Nullable String constraint, @Nullable Object value,
			@Nullable String message) {
		List<Object> loc = new ArrayList<>(List.of(part));
		STEPS.splitAsStream(path).filter((step) -> !step.isEmpty()).map(ValidationProblems::step).forEach(loc::add);
		String name = (loc.size() == 1) ? "The " + part : String.valueOf(loc.getLast());
		return new Violation(loc, name + " " + Objects.toString(message, "is not valid"), type(constraint, value));
	}

	private static Object step(String step) {
		return step.chars().allMatch(Character::isDigit) ? (Object) Integer.valueOf(step)
				: HUMP.matcher(step).replaceAll("_").toLowerCase(Locale.ROOT);
	}

	private static String type(@Nullable String constraint, @Nullable Object value) {
		return switch (Objects.toString(constraint, "")) {
			case "NotNull", "NotBlank", "NotEmpty" -> "missing";
			case "Size", "Length", "Characters" -> (value instanceof CharSequence) ? "string_too_long" : "out_of_range";
			case "Min", "Max", "Range", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax" -> "out_of_range";
			default -> "value_error";
		};
	}

	private static @Nullable String code(MessageSourceResolvable error) {
		String[] codes = error.getCodes();
		return (codes == null || codes.length == 0) ? null : codes[codes.length - 1];
	}

	private static String part(MethodParameter parameter) {
		if (parameter.hasParameterAnnotation(RequestHeader.class)) {
			return "header";
		}
		if (parameter.hasParameterAnnotation(RequestParam.class)) {
			return "query";
		}
		return parameter.hasParameterAnnotation(PathVariable.class) ? "path" : "body";
	}

}
