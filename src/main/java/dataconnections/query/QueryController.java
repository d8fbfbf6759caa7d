package dataconnections.query;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;

import dataconnections.answer.AnswerMemory;
import dataconnections.answer.AnswerShare;
import dataconnections.answer.JsonAnswer;
import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.Source;
import dataconnections.tenant.Brand;
import org.jspecify.annotations.Nullable;

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

	private final LiveQuery live;

	private final AnswerMemory memory;

	QueryController(Connections connections, StoredQuery stored, LiveQuery live, AnswerMemory memory) {
		this.connections = connections;
		this.stored = stored;
		this.live = live;
		this.memory = memory;
	}

	@PostMapping("/query")
	void query(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, @RequestBody QueryRequest request,
			HttpServletResponse response) throws IOException {
		Connection connection = this.connections.get(brand, connectionId);
		if (request.primaryKey() != null) {
			refuse(request.primaryKeys(), "primary_keys", "Send primary_key or primary_keys, not both.");
		}
		try (AnswerShare share = this.memory.open(brand.id())) {
			Reply reply = switch (connection.kind()) {
				case Connection.Kind.Stored kind -> Reply.stored(stored(connection, request, share));
				case Connection.Kind.External(Source source) -> live(source, request, share);
			};
			reply.writeTo(response);
		}
	}

	@PostMapping("/api_batch_query")
	void batch(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody BatchQueryRequest request, HttpServletResponse response) throws IOException {
		Connection connection = this.connections.get(brand, connectionId);
		try (AnswerShare share = this.memory.open(brand.id())) {
			Reply reply = switch (connection.kind()) {
				case Connection.Kind.Stored kind -> Reply.stored(stored(connection, request, share));
				case Connection.Kind.External(Source source) -> this.live.many(source, request, null, share);
			};
			reply.writeTo(response);
		}
	}

	private JsonAnswer stored(Connection connection, QueryRequest request, AnswerShare share) {
		refuse(request.placeholderValues(), "placeholder_values",
				"placeholder_values are for API-based connections: look this one up by primary_key.");
		if (request.primaryKey() == null && request.primaryKeys() == null) {
			return this.stored.page(connection, request, share);
		}
		refusePaging(request, "goes without primary_key and primary_keys.");
		return (request.primaryKeys() != null)
				? this.stored.many(connection, request.primaryKeys(), request.fields(), share)
				: this.stored.one(connection, Objects.requireNonNull(request.primaryKey()), request.fields(), share);
	}

	private JsonAnswer stored(Connection connection, BatchQueryRequest request, AnswerShare share) {
		refuse(request.placeholderValues(), "placeholder_values", "placeholder_values are for API-based connections.");
		refuse(request.queries(), "queries", "queries are for API-based connections: send primary_keys.");
		if (request.primaryKeys() == null) {
			throw ProblemException.invalid(Violation.body("missing", "primary_keys is missing.", "primary_keys"));
		}
		return this.stored.results(connection, request.primaryKeys(), share);
	}

	private Reply live(Source source, QueryRequest request, AnswerShare share) {
		refusePaging(request, "is for upload-based connections: an external API is not paged through.");
		return (request.primaryKeys() == null) ? this.live.one(source, request, share)
				: this.live.many(source,
						new BatchQueryRequest(request.primaryKeys(), request.placeholderValues(), null),
						request.fields(), share);
	}

	private static void refusePaging(QueryRequest request, String sentence) {
		refuse(request.limit(), "limit", "limit " + sentence);
		refuse(request.cursor(), "cursor", "cursor " + sentence);
	}

	private static void refuse(@Nullable Object unwanted, String member, String sentence) {
		if (unwanted != null) {
			throw ProblemException.invalid(Violation.body("extra_forbidden", sentence, member));
		}
	}

}
