package dataconnections.connection;

import java.util.Set;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.ExternalApi;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Lays the members that a client sent over what is there: what is absent stays, what is
 * null is cleared. What a client has read may be sent back whole.
 */
@Component
class ConnectionChange {

	private static final Set<String> READ_ONLY = Set.of("data_connection_uuid", "type", "placeholders", "record_count",
			"created_at", "updated_at", "problem");

	private final JsonMapper json;

	private final Validator validator;

	ConnectionChange(JsonMapper json, Validator validator) {
		this.json = json;
		this.validator = validator;
	}

	ConnectionRequest apply(ConnectionRequest current, KnownApi known, ObjectNode sent) {
		ObjectNode whole = this.json.valueToTree(current);
		whole.setAll(sent.deepCopy().remove(READ_ONLY));
		ConnectionRequest changed = this.json.treeToValue(whole, ConnectionRequest.class);
		Set<ConstraintViolation<ConnectionRequest>> violations = this.validator.validate(changed);
		if (!violations.isEmpty()) {
			throw new ConstraintViolationException(violations);
		}
		if (!changed.primaryKey().equals(current.primaryKey())) {
			throw ProblemException.invalid(Violation.body("immutable",
					"primary_key is \"" + current.primaryKey() + "\" and cannot change: make a new connection.",
					"primary_key"));
		}
		return api(known, sent.has("external_api_details"), changed);
	}

	/** A connection does not change its kind. */
	private static ConnectionRequest api(KnownApi known, boolean sent, ConnectionRequest changed) {
		ExternalApi api = changed.externalApiDetails();
		boolean isUpload = known instanceof KnownApi.None;
		if (sent && (api == null) != isUpload) {
			throw ProblemException.invalid(Violation.body("immutable", (api == null)
					? "The connection is API-based and cannot become upload-based: leave external_api_details out, or make a new connection."
					: "The connection is upload-based and cannot become API-based: make a new connection.",
					"external_api_details"));
		}
		return (api == null) ? changed : changed.with(Unmasking.of(api, known.orNull()));
	}

}
