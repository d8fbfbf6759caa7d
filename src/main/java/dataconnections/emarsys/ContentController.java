package dataconnections.emarsys;

import java.io.IOException;
import java.util.UUID;

import dataconnections.answer.AnswerMemory;
import dataconnections.answer.AnswerShare;
import dataconnections.answer.JsonAnswer;
import dataconnections.tenant.Brand;
import jakarta.servlet.http.HttpServletResponse;
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

	private final AnswerMemory memory;

	ContentController(ExternalContent content, AnswerMemory memory) {
		this.content = content;
		this.memory = memory;
	}

	@PostMapping(path = "/api/data-connections/v1/connections/{connectionId}/external-content/emarsys",
			produces = MediaType.APPLICATION_JSON_VALUE)
	void content(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody @Valid ContentRequest request, HttpServletResponse response) throws IOException {
		JsonAnswer answer = this.content.answer(brand, connectionId, request);
		try (AnswerShare share = this.memory.open(brand.id())) {
			share.add(answer.length());
			answer.writeTo(response);
		}
	}

}
