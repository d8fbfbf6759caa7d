package dataconnections.query;

import java.util.UUID;

import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.tenant.Brand;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/data-connections/v1/connections/{connectionId}",
		produces = MediaType.APPLICATION_JSON_VALUE)
class QueryController {

	private final Connections connections;

	private final StoredQuery stored;

	QueryController(Connections connections, StoredQuery stored) {
		this.connections = connections;
		this.stored = stored;
	}

	@PostMapping("/query")
	byte[] query(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody QueryRequest request) {
		Connection connection = this.connections.get(brand, connectionId);
		refuse(request.placeholderValues(), "placeholder_values",
				"placeholder_values are for API-based connections: look this one up by primary_key.");
		if (request.primaryKey() == null && request.primaryKeys() == null) {
			return this.stored.page(connection, request);
		}
		refuse((request.limit() != null) ? request : null, "limit", "limit goes without primary_key and primary_keys.");
		refuse((request.cursor() != null) ? request : null, "cursor",
				"cursor goes without primary_key and primary_keys.");
		if (request.primaryKey() == null) {
			return this.stored.many(connection, java.util.Objects.requireNonNull(request.primaryKeys()),
					request.fields());
		}
		refuse(request.primaryKeys(), "primary_keys", "Send primary_key or primary_keys, not both.");
		return this.stored.one(connection, request.primaryKey(), request.fields());
	}

	@PostMapping("/api_batch_query")
	byte[] batch(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody BatchQueryRequest request) {
		Connection connection = this.connections.get(brand, connectionId);
		refuse(request.placeholderValues(), "placeholder_values", "placeholder_values are for API-based connections.");
		refuse(request.queries(), "queries", "queries are for API-based connections: send primary_keys.");
		if (request.primaryKeys() == null) {
			throw ProblemException.invalid(Violation.body("missing", "primary_keys is missing.", "primary_keys"));
		}
		return this.stored.results(connection, request.primaryKeys());
	}

	private static void refuse(@Nullable Object unwanted, String member, String sentence) {
		if (unwanted != null) {
			throw ProblemException.invalid(Violation.body("extra_forbidden", sentence, member));
		}
	}

	/**
	 * Many look-ups at once.
	 *
	 * @param primaryKeys the keys, up to 10,000
	 * @param placeholderValues for API-based connections only
	 * @param queries for API-based connections only
	 */
	record BatchQueryRequest(@Nullable JsonNode primaryKeys, @Nullable JsonNode placeholderValues,
			@Nullable JsonNode queries) {
	}

}
