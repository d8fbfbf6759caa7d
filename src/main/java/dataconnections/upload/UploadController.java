package dataconnections.upload;

import java.io.IOException;
import java.util.UUID;

import dataconnections.connection.Connections;
import dataconnections.idempotency.Once;
import dataconnections.tenant.Brand;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UploadController {

	private final Connections connections;

	private final Uploads uploads;

	UploadController(Connections connections, Uploads uploads) {
		this.connections = connections;
		this.uploads = uploads;
	}

	@PostMapping("/api/data-connections/v1/connections/{connectionId}/upload_data")
	ResponseEntity<UploadReport> upload(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestParam(name = "ttl_seconds", required = false) @Nullable String ttlSeconds,
			@RequestParam(name = "batch_uuid", required = false) @Nullable String batchUuid,
			@RequestParam(name = "batch_completed", required = false) @Nullable String batchCompleted,
			@RequestParam(name = "infer_types", required = false) @Nullable String inferTypes,
			HttpServletRequest request, Once once) throws IOException {
		UploadOptions options = UploadOptions.of(ttlSeconds, batchUuid, batchCompleted);
		boolean infer = UploadOptions.flag("infer_types", inferTypes, false);
		return this.uploads.upload(this.connections.get(brand, connectionId).requireStored(), request, options, infer,
				once);
	}

}
