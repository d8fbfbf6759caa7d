package dataconnections.connection;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.tenant.Brand;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping("/api/data-connections/v1/connections")
class ConnectionController {

	private static final int MAX_LIMIT = 1_000;

	private final ConnectionDirectory directory;

	private final ConnectionChange change;

	ConnectionController(ConnectionDirectory directory, ConnectionChange change) {
		this.directory = directory;
		this.change = change;
	}

	@PostMapping
	ResponseEntity<ConnectionResponse> create(@AuthenticationPrincipal Brand brand,
			@RequestBody @Valid ConnectionRequest request) {
		DataConnection created = this.directory.create(brand, request);
		URI location = ServletUriComponentsBuilder.fromCurrentRequest().path("/{id}").build(created.id());
		return ResponseEntity.created(location).body(created.toResponse());
	}

	@GetMapping
	ResponseEntity<List<ConnectionResponse>> list(@AuthenticationPrincipal Brand brand,
			@RequestParam(required = false) @Nullable String name,
			@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "1000") int limit) {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw ProblemException.invalid(Violation.query("out_of_range",
					"limit must be from 1 to " + MAX_LIMIT + ", not " + limit + ".", "limit"));
		}
		ConnectionDirectory.Page page = this.directory.list(brand, name, cursor, limit);
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
		if (page.next() != null) {
			String next = ServletUriComponentsBuilder.fromCurrentRequest()
				.replaceQueryParam("cursor", page.next())
				.toUriString();
			answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
		}
		return answer.body(page.connections().stream().map(DataConnection::toResponse).toList());
	}

	@GetMapping("/{connectionId}")
	ConnectionResponse get(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			HttpServletResponse response) {
		return tagged(this.directory.get(brand, connectionId), response);
	}

	@PutMapping("/{connectionId}")
	ConnectionResponse change(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody ObjectNode body, HttpServletResponse response) {
		return tagged(this.directory.change(brand, connectionId, new IfMatch(ifMatch),
				(current) -> this.change.apply(current, body)), response);
	}

	@DeleteMapping("/{connectionId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestParam(name = "only_if_unreferenced", defaultValue = "false") boolean onlyIfUnreferenced) {
		this.directory.delete(brand, connectionId, onlyIfUnreferenced);
	}

	/**
	 * The tag is set here so that no 304 is made of it: the record count changes without
	 * it.
	 */
	private static ConnectionResponse tagged(DataConnection connection, HttpServletResponse response) {
		response.setHeader(HttpHeaders.ETAG, connection.eTag());
		return connection.toResponse();
	}

}
