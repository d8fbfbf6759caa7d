package dataconnections.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import dataconnections.connection.Connection;
import dataconnections.connection.LastUpload;
import dataconnections.tally.Calls;
import dataconnections.tally.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What came of a connection's uploads, look-ups and calls. What follows {@code since} is
 * what this process has counted from then on.
 */
record Stats(UUID dataConnectionUuid, String type, long recordCount, @Nullable LastUpload lastUpload, Instant since,
		LookUps lookUps, @Nullable Cache cache, @Nullable Upstream upstream) {

	static Stats of(Connection connection, long records, @Nullable LastUpload lastUpload) {
		Tally tally = connection.tally();
		return switch (connection.kind()) {
			case Connection.Kind.Stored stored ->
				new Stats(connection.id(), "upload", records, lastUpload, tally.since(), LookUps.of(tally), null, null);
			case Connection.Kind.External external -> new Stats(connection.id(), "api", records, lastUpload,
					tally.since(), LookUps.of(tally), Cache.of(tally), Upstream.of(tally.calls().figures()));
		};
	}

	private static @Nullable Double ratio(long part, long whole) {
		return (whole == 0) ? null : (double) part / whole;
	}

	/** Keys that were looked up, and the share of them that there was data for. */
	record LookUps(long count, long found, long missing, long failed, @Nullable Double hitRatio) {

		private static LookUps of(Tally tally) {
			long found = tally.of(Tally.Result.FOUND);
			long missing = tally.of(Tally.Result.MISSING);
			long failed = tally.of(Tally.Result.FAILED);
			long count = found + missing + failed;
			return new LookUps(count, found, missing, failed, ratio(found, count));
		}

	}

	/** Where answers came from, and the share of them that came from memory. */
	record Cache(long hit, long stale, long miss, long bypass, @Nullable Double hitRatio) {

		private static Cache of(Tally tally) {
			long hit = tally.of(Tally.Origin.HIT);
			long stale = tally.of(Tally.Origin.STALE);
			long miss = tally.of(Tally.Origin.MISS);
			long bypass = tally.of(Tally.Origin.BYPASS);
			return new Cache(hit, stale, miss, bypass, ratio(hit + stale, hit + stale + miss + bypass));
		}

	}

	/** Calls of the API. What follows the window is told from so many of the latest. */
	record Upstream(long calls, long withheld, int window, @JsonProperty("p50_ms") @Nullable Double median,
			@JsonProperty("p95_ms") @Nullable Double slow, @Nullable Double errorRate, List<Calls.Mishap> lastErrors) {

		private static Upstream of(Calls.Figures figures) {
			return new Upstream(figures.count(), figures.withheld(), figures.window(), millis(figures.median()),
					millis(figures.slow()), figures.errorRate(), figures.errors());
		}

		private static @Nullable Double millis(@Nullable Duration duration) {
			return (duration == null) ? null : duration.toNanos() / 1_000_000.0;
		}

	}

}
