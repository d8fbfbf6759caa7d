package dataconnections.upload;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import dataconnections.connection.Connections;
import dataconnections.row.Staging.Patched;
import dataconnections.row.Staging.Published;
import dataconnections.tenant.Brand;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/data-connections/v1/connections/{connectionId}",
		consumes = { MediaType.APPLICATION_JSON_VALUE, "application/*+json" })
class EditController {

	private final Connections connections;

	private final Edits edits;

	EditController(Connections connections, Edits edits) {
		this.connections = connections;
		this.edits = edits;
	}

	@PutMapping("/update_data")
	Replaced replace(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, HttpServletRequest request)
			throws IOException {
		Published published = this.edits.replace(this.connections.get(brand, connectionId).requireStored(),
				request.getReader());
		return new Replaced(published.inserted(), published.updated());
	}

	@PatchMapping("/update_data")
	Merged merge(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, HttpServletRequest request)
			throws IOException {
		Patched patched = this.edits.merge(this.connections.get(brand, connectionId).requireStored(),
				request.getReader());
		return new Merged(patched.rows(), patched.missing().stream().map(RawKey::new).toList());
	}

	@RequestMapping(path = "/delete_data", method = { RequestMethod.DELETE, RequestMethod.POST })
	Edits.Deletion delete(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			HttpServletRequest request) throws IOException {
		return this.edits.delete(this.connections.get(brand, connectionId).requireStored(), request.getReader());
	}

	record Replaced(long rowsInserted, long rowsUpdated) {
	}

	record Merged(long rowsUpdated, List<RawKey> missing) {
	}

}
