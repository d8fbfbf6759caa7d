package dataconnections.attempt;

import java.time.Duration;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Counts wrong credentials by the address they come from, in this replica. Of IPv6 it is
 * the first 64 bits, all of which one client commonly has. The addresses are bounded: the
 * ones that were quiet longest are forgotten first.
 */
@Component
@EnableConfigurationProperties(AuthenticationSettings.class)
public class FailedAttempts {

	static final int MAX_ADDRESSES = 100_000;

	private static final int CLIENT_BITS = 64;

	private final Cache<String, Bucket> byAddress;

	private final AuthenticationSettings settings;

	private final TimeMeter time;

	FailedAttempts(AuthenticationSettings settings, Ticker ticker) {
		this.byAddress = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterAccess(settings.failureWindow())
			.maximumSize(MAX_ADDRESSES)
			.build();
		this.settings = settings;
		this.time = new TickerMeter(ticker);
	}

	/**
	 * Refuses an address that has used up its attempts, before anything is looked up for
	 * it.
	 * @param address the client's address
	 * @throws TooManyAttemptsException if it has
	 */
	public void check(@Nullable String address) {
		Bucket left = this.byAddress.getIfPresent(client(address));
		if (left != null && !left.estimateAbilityToConsume(1).canBeConsumed()) {
			throw tooMany(left);
		}
	}

	/**
	 * Counts a wrong credential.
	 * @param address the client's address
	 * @param refusal how it is refused
	 * @return the refusal, or, if the address had used up its attempts before, that
	 */
	public RuntimeException count(@Nullable String address, RuntimeException refusal) {
		Bucket left = this.byAddress.get(client(address), (client) -> full());
		return left.tryConsume(1) ? refusal : tooMany(left);
	}

	long addresses() {
		this.byAddress.cleanUp();
		return this.byAddress.estimatedSize();
	}

	private Bucket full() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(this.settings.maxFailures())
				.refillGreedy(this.settings.maxFailures(), this.settings.failureWindow()))
			.withCustomTimePrecision(this.time)
			.build();
	}

	private static TooManyAttemptsException tooMany(Bucket left) {
		return TooManyAttemptsException
			.until(Duration.ofNanos(left.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
	}

	private static String client(@Nullable String address) {
		IPAddress known = new IPAddressString(address).getAddress();
		return (known != null && known.isIPv6()) ? known.toPrefixBlock(CLIENT_BITS).toCanonicalString()
				: Objects.toString(address, "");
	}

	private record TickerMeter(Ticker ticker) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.ticker.read();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}
