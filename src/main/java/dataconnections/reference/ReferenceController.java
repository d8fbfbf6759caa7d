package dataconnections.reference;

import java.util.List;
import java.util.UUID;

import dataconnections.idempotency.Once;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriBuilder;

@RestController
@RequestMapping("/api/data-connections/v1/connections/{connectionId}/references")
class ReferenceController {

	private final References references;

	ReferenceController(References references) {
		this.references = references;
	}

	@PostMapping
	ResponseEntity<Reference> add(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody @Valid ReferenceRequest request, Once once) {
		UriBuilder address = ServletUriComponentsBuilder.fromCurrentRequestUri().path("/{id}");
		return this.references.add(brand, connectionId, request,
				(outcome) -> once.keep(ResponseEntity.status(outcome.added() ? HttpStatus.CREATED : HttpStatus.OK)
					.location(address.build(outcome.reference().referenceUuid()))
					.body(outcome.reference())));
	}

	@GetMapping
	List<Reference> list(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId) {
		return this.references.list(brand, connectionId);
	}

	@GetMapping("/{referenceId}")
	Reference get(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@PathVariable UUID referenceId) {
		return this.references.get(brand, connectionId, referenceId);
	}

	@DeleteMapping("/{referenceId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, @PathVariable UUID referenceId) {
		this.references.remove(brand, connectionId, referenceId);
	}

}
