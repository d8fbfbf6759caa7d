package dataconnections.problem;

import java.util.ArrayList;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;

import org.springframework.validation.BindingResult;

/**
 * What Bean Validation found wrong, in the names of the wire.
 */
final class ValidationProblems {

	private ValidationProblems() {
	}

	static ProblemException of(BindingResult result) {
		List<Violation> violations = result.getFieldErrors()
			.stream()
			.map((error) -> violation(error.getField(), String.valueOf(error.getCode()),
					String.valueOf(error.getDefaultMessage())))
			.toList();
		return ProblemException.invalid(violations, violations.size());
	}

	static ProblemException of(ConstraintViolationException ex) {
		List<Violation> violations = new ArrayList<>();
		for (ConstraintViolation<?> violation : ex.getConstraintViolations()) {
			violations.add(violation(violation.getPropertyPath().toString(),
					violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName(),
					violation.getMessage()));
		}
		violations.sort(java.util.Comparator.comparing((violation) -> violation.loc().toString()));
		return ProblemException.invalid(violations, violations.size());
	}

	private static Violation violation(String path, String constraint, String message) {
		Object[] place = java.util.regex.Pattern.compile("\\.")
			.splitAsStream(path)
			.map(ValidationProblems::snakeCase)
			.toArray();
		String type = switch (constraint) {
			case "NotNull", "NotBlank", "NotEmpty" -> "missing";
			case "Min", "Max", "Range", "Positive", "PositiveOrZero" -> "out_of_range";
			default -> "value_error";
		};
		return Violation.body(type, place[place.length - 1] + " " + message, place);
	}

	private static String snakeCase(String name) {
		return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
	}

}
