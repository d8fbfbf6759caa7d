package dataconnections.row;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rows are written and cleared away.
 *
 * @param uploadConnections database connections for uploads, apart from those for
 * look-ups; so many uploads write at once
 * @param uploadWait how long an upload waits for one before it is answered 503
 * @param sweepChunk rows that are deleted in one transaction when expired or purged
 * @param batchLifetime how long an open batch is kept after its last request
 */
@Validated
@ConfigurationProperties("data-connections.row")
record RowSettings(@Min(1) @Max(100) @DefaultValue("8") int uploadConnections, @DefaultValue("10s") Duration uploadWait,
		@Min(1) @Max(1_000_000) @DefaultValue("5000") int sweepChunk, @DefaultValue("24h") Duration batchLifetime) {
}
