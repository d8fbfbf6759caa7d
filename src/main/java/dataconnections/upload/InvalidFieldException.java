package dataconnections.upload;

import dataconnections.value.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * A value that a row cannot have, with the field that holds it.
 */
class InvalidFieldException extends InvalidValueException {

	private final @Nullable String field;

	InvalidFieldException(@Nullable String field, String type, String message) {
		super(type, message);
		this.field = field;
	}

	@Nullable String field() {
		return this.field;
	}

}
