package dataconnections.query;

import java.util.UUID;

import dataconnections.connection.Connections;
import dataconnections.connection.Mask;
import dataconnections.source.Explanation;
import dataconnections.source.Rehearsals;
import dataconnections.source.Source;
import dataconnections.tenant.Brand;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExplainController {

	private final Connections connections;

	private final Rehearsals rehearsals;

	ExplainController(Connections connections, Rehearsals rehearsals) {
		this.connections = connections;
		this.rehearsals = rehearsals;
	}

	@PostMapping("/api/data-connections/v1/connections/{connectionId}/explain")
	Explanation explain(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody Asked asked) {
		Source source = this.connections.get(brand, connectionId).requireExternal();
		QueryRequest query = new QueryRequest(asked.primaryKey(), null, asked.placeholderValues(), null, null, null);
		LiveRequest live = LiveRequest.one(source, query);
		return this.rehearsals.explain(source, live.values().getFirst(), Mask::hide);
	}

	/** What the look-up would be asked for. */
	record Asked(@Nullable JsonNode primaryKey, @Nullable JsonNode placeholderValues) {
	}

}
