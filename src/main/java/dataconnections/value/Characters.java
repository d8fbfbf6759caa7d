package dataconnections.value;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A text of so many Unicode code points at most, all of which can be stored: no U+0000,
 * no half of a surrogate pair.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Characters.Validator.class)
public @interface Characters {

	int max();

	String message() default "must have at most {max} characters, none of them U+0000 or half of a surrogate pair";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Counts code points. */
	class Validator implements ConstraintValidator<Characters, String> {

		private int max;

		@Override
		public void initialize(Characters constraint) {
			this.max = constraint.max();
		}

		@Override
		public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
			return text == null || (text.codePointCount(0, text.length()) <= this.max && text.codePoints()
				.noneMatch((c) -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)));
		}

	}

}
