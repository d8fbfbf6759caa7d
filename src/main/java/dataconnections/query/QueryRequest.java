package dataconnections.query;

import java.util.List;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is looked up: one record, many, or a page of all. A null is as good as nothing
 * where anything else tells what is wanted: a key that is missing by mistake must not
 * come to a page of all.
 *
 * @param primaryKey the key of one record
 * @param primaryKeys the keys of many, up to 10,000
 * @param placeholderValues for API-based connections only
 * @param fields the fields wanted; null for all
 * @param limit the records of a page, 1 to 1,000
 * @param cursor where a page begins
 */
record QueryRequest(@Nullable JsonNode primaryKey, @Nullable JsonNode primaryKeys, @Nullable JsonNode placeholderValues,
		@Nullable List<String> fields, @Nullable Integer limit, @Nullable String cursor) {

	static final int MAX_LIMIT = 1_000;

	static final int DEFAULT_LIMIT = 100;

	/** Refuses what is not the name of a field. */
	QueryRequest {
		placeholderValues = sent(placeholderValues);
		boolean tells = sent(primaryKey) != null || sent(primaryKeys) != null || placeholderValues != null
				|| limit != null || cursor != null;
		primaryKey = tells ? sent(primaryKey) : primaryKey;
		primaryKeys = tells ? sent(primaryKeys) : primaryKeys;
		if (fields != null && fields.contains(null)) {
			throw ProblemException.invalid(Violation.body("string_type", "fields must hold names only, and no null.",
					"fields", fields.indexOf(null)));
		}
	}

	static @Nullable JsonNode sent(@Nullable JsonNode value) {
		return (value != null && value.isNull()) ? null : value;
	}

}
