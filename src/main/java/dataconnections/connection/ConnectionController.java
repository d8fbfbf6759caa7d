package dataconnections.connection;

import java.util.List;
import java.util.UUID;

import dataconnections.idempotency.Once;
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
import org.springframework.util.MultiValueMap;
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
import org.springframework.web.util.UriBuilder;

@RestController
@RequestMapping("/api/data-connections/v1/connections")
class ConnectionController {

	private final ConnectionDirectory directory;

	private final SealedApis apis;

	private final ConnectionChange change;

	ConnectionController(ConnectionDirectory directory, SealedApis apis, ConnectionChange change) {
		this.directory = directory;
		this.apis = apis;
		this.change = change;
	}

	@PostMapping
	ResponseEntity<ConnectionResponse> create(@AuthenticationPrincipal Brand brand,
			@RequestBody @Valid ConnectionRequest request, Once once) {
		UriBuilder address = ServletUriComponentsBuilder.fromCurrentRequestUri().path("/{id}");
		return this.directory.create(brand, request,
				(created) -> once.keep(ResponseEntity.created(address.build(created.id())).body(response(created))));
	}

	@GetMapping
	ResponseEntity<List<ConnectionResponse>> list(@AuthenticationPrincipal Brand brand,
			@RequestParam MultiValueMap<String, String> parameters) {
		ListRequest request = ListRequest.of(parameters);
		ConnectionDirectory.Page page = this.directory.list(brand, request);
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
		if (page.next() != null) {
			answer.header(HttpHeaders.LINK,
					request.link(ServletUriComponentsBuilder.fromCurrentRequestUri(), page.next()));
		}
		return answer.body(page.connections().stream().map(this::response).toList());
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
				(current, known) -> this.change.apply(current, known, body)), response);
	}

	@DeleteMapping("/{connectionId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestParam MultiValueMap<String, String> parameters) {
		this.directory.delete(brand, connectionId, onlyIfUnreferenced(parameters));
	}

	@DeleteMapping("/{connectionId}/cache")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void purgeCache(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId) {
		this.directory.purgeCache(brand, connectionId);
	}

	/** Nothing is deleted on a guess at what was meant. */
	private static boolean onlyIfUnreferenced(MultiValueMap<String, String> parameters) {
		return switch (String.join(",", parameters.getOrDefault("only_if_unreferenced", List.of("false")))) {
			case "true" -> true;
			case "false" -> false;
			default -> throw ProblemException.invalid(Violation.query("bool_type",
					"only_if_unreferenced must be true or false.", "only_if_unreferenced"));
		};
	}

	/**
	 * The tag is set here so that no 304 is made of it: the record count changes without
	 * it.
	 */
	private ConnectionResponse tagged(DataConnection connection, HttpServletResponse response) {
		response.setHeader(HttpHeaders.ETAG, connection.eTag());
		return response(connection);
	}

	private ConnectionResponse response(DataConnection connection) {
		return connection.toResponse(this.apis.of(connection));
	}

}
