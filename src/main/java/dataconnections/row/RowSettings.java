package dataconnections.row;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * How rows are written, looked up and cleared away, and how brands share the database
 * connections for it.
 *
 * @param uploadConnections database connections for uploads, apart from those for
 * look-ups; so many uploads write at once
 * @param uploadConnectionsPerBrand how many of them one brand may hold; half of them when
 * it is not set
 * @param uploadWait how long an upload waits for its brand's turn, and then for a
 * connection, before it is answered 503
 * @param lookupConnections how many of the other database connections look-ups hold; all
 * but an eighth, one at least, when it is not set, so that keys and short calls find one
 * @param lookupConnectionsPerBrand how many of them one brand may hold; three quarters
 * when it is not set
 * @param lookupQueue how many look-ups of one brand may wait; further ones are answered
 * 503 at once
 * @param lookupWait how long each waits before it is answered 503
 * @param sweepInterval between two sweeps of expired and deleted rows
 * @param sweepChunk rows that are deleted in one transaction when expired or purged
 * @param batchLifetime how long an open batch is kept after its last request
 */
@Validated
@ConfigurationProperties("data-connections.row")
record RowSettings(@Min(1) @Max(100) @DefaultValue("8") int uploadConnections,
		@Nullable Integer uploadConnectionsPerBrand, @DefaultValue("10s") Duration uploadWait,
		@Nullable @Min(1) @Max(1000) Integer lookupConnections,
		@Nullable @Min(1) @Max(1000) Integer lookupConnectionsPerBrand,
		@Min(0) @Max(100_000) @DefaultValue("512") int lookupQueue, @DefaultValue("1s") Duration lookupWait,
		@DefaultValue("15s") Duration sweepInterval, @Min(1) @Max(1_000_000) @DefaultValue("5000") int sweepChunk,
		@DefaultValue("24h") Duration batchLifetime) {

	RowSettings {
		Assert.isTrue(
				uploadConnectionsPerBrand == null
						|| (uploadConnectionsPerBrand >= 1 && uploadConnectionsPerBrand <= uploadConnections),
				"data-connections.row.upload-connections-per-brand must be from 1 to upload-connections");
		Assert.isTrue(!lookupWait.isNegative() && lookupWait.compareTo(Duration.ofSeconds(60)) <= 0,
				"data-connections.row.lookup-wait must be from 0s to 60s");
	}

	/** How many connections of a pool look-ups hold at once. */
	int lookupPlaces(int pool) {
		Assert.isTrue(this.lookupConnections == null || this.lookupConnections <= pool,
				() -> "data-connections.row.lookup-connections must not be more than the pool has: " + pool
						+ ", see spring.datasource.hikari.maximum-pool-size");
		return (this.lookupConnections != null) ? this.lookupConnections : Math.max(1, pool - Math.max(1, pool / 8));
	}

	/** How many of them one brand may hold. */
	int lookupShare(int pool) {
		int places = lookupPlaces(pool);
		return (this.lookupConnectionsPerBrand != null) ? Math.min(this.lookupConnectionsPerBrand, places)
				: Math.max(1, places * 3 / 4);
	}

	/** How many connections for uploads one brand may hold. */
	int uploadShare() {
		return (this.uploadConnectionsPerBrand != null) ? this.uploadConnectionsPerBrand
				: Math.ceilDiv(this.uploadConnections, 2);
	}

}
