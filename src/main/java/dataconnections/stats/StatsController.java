package dataconnections.stats;

import java.util.UUID;

import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.tenant.Brand;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StatsController {

	private final Connections connections;

	StatsController(Connections connections) {
		this.connections = connections;
	}

	@GetMapping("/api/data-connections/v1/connections/{connectionId}/stats")
	Stats stats(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId) {
		Connection connection = this.connections.get(brand, connectionId);
		return Stats.of(connection, this.connections.recordCount(connectionId),
				this.connections.lastUpload(connectionId).orElse(null));
	}

}
