package dataconnections.emarsys;

import java.util.UUID;

import dataconnections.tenant.Brand;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ContentController {

	private final ExternalContent content;

	ContentController(ExternalContent content) {
		this.content = content;
	}

	@PostMapping(path = "/api/data-connections/v1/connections/{connectionId}/external-content/emarsys",
			produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] content(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody @Valid ContentRequest request) {
		return this.content.answer(brand, connectionId, request);
	}

}
