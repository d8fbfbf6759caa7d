package dataconnections.query;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Many look-ups at once: by keys, or each by its own values. A null is as good as
 * nothing.
 *
 * @param primaryKeys the keys, up to 10,000
 * @param placeholderValues what fills the other placeholders of an API-based connection
 * @param queries the values of each look-up at an API-based connection, up to 10,000
 */
record BatchQueryRequest(@Nullable JsonNode primaryKeys, @Nullable JsonNode placeholderValues,
		@Nullable JsonNode queries) {

	BatchQueryRequest {
		primaryKeys = QueryRequest.sent(primaryKeys);
		placeholderValues = QueryRequest.sent(placeholderValues);
		queries = QueryRequest.sent(queries);
	}

}
