package dataconnections.reference;

import java.util.List;
import java.util.UUID;

import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import dataconnections.tenant.Brand;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/data-connections/v1/connections/{connectionId}/references")
class ReferenceController {

	private final Connections connections;

	private final References references;

	ReferenceController(Connections connections, References references) {
		this.connections = connections;
		this.references = references;
	}

	@PostMapping
	ResponseEntity<Reference> note(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody @Valid ReferenceRequest request) {
		References.Noted noted = this.references.note(this.connections.get(brand, connectionId).id(), request);
		return ResponseEntity.status(noted.created() ? HttpStatus.CREATED : HttpStatus.OK).body(noted.reference());
	}

	@GetMapping
	List<Reference> list(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId) {
		return this.references.list(this.connections.get(brand, connectionId).id());
	}

	@GetMapping("/{referenceId}")
	Reference get(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@PathVariable UUID referenceId) {
		return this.references.find(this.connections.get(brand, connectionId).id(), referenceId)
			.orElseThrow(() -> ProblemException.unknown("reference"));
	}

	@DeleteMapping("/{referenceId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, @PathVariable UUID referenceId) {
		if (!this.references.delete(this.connections.get(brand, connectionId).id(), referenceId)) {
			throw ProblemException.unknown("reference");
		}
	}

}
