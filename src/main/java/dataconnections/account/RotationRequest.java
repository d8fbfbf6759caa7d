package dataconnections.account;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How a key is replaced.
 *
 * @param overlapSeconds how long the old key stays valid beside the new one, up to 30
 * days; null for a day
 * @param expiresAt from when on the new key is not valid, in the future; null for when
 * the old one would have expired
 */
record RotationRequest(
		@Nullable @Min(value = 0, message = "must be from 0 to " + RotationRequest.LONGEST) @Max(
				value = RotationRequest.LONGEST,
				message = "must be from 0 to " + RotationRequest.LONGEST) Integer overlapSeconds,
		@Nullable String expiresAt) {

	static final int LONGEST = 2_592_000;

	private static final Duration USUAL = Duration.ofDays(1);

	static final RotationRequest EMPTY = new RotationRequest(null, null);

	Duration overlap() {
		return (this.overlapSeconds != null) ? Duration.ofSeconds(this.overlapSeconds) : USUAL;
	}

}
