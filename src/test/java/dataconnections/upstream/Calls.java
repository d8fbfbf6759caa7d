package dataconnections.upstream;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.address.FakeNames;
import dataconnections.address.GuardedResolver;
import dataconnections.address.TestResolver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.pool.PoolStats;

import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

/**
 * Outgoing calls that may reach this machine, with answers of up to 64 KB, at most 16 at
 * once. Waits between retries take no time.
 */
public final class Calls implements AutoCloseable {

	public static final UUID BRAND = UUID.fromString("7d3c2a10-0000-4000-8000-000000000001");

	public static final UUID OTHER_BRAND = UUID.fromString("7d3c2a10-0000-4000-8000-000000000002");

	public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	/** Long enough never to be reached, unless a test fails. */
	public static final Duration LONG = Duration.ofSeconds(60);

	public static final CallSettings SETTINGS = settings(16, 16, 16);

	/** Does not open before there were a thousand calls. */
	public static final BreakerSettings PATIENT = new BreakerSettings(100, 1000, Duration.ofSeconds(30),
			Duration.ofSeconds(10), 3);

	private final PooledClient client;

	private final Safeguards safeguards;

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Upstream upstream;

	public Calls() {
		this(SETTINGS, PATIENT, Ticker.systemTicker());
	}

	public Calls(CallSettings settings, BreakerSettings breaker, Ticker ticker) {
		this(settings, breaker, ticker, new FakeNames().thenAnswer("127.0.0.1"),
				DefaultClientTlsStrategy.createDefault());
	}

	public Calls(TestResolver.Names names, TlsSocketStrategy tls) {
		this(SETTINGS, PATIENT, Ticker.systemTicker(), names, tls);
	}

	private Calls(CallSettings settings, BreakerSettings breaker, Ticker ticker, TestResolver.Names names,
			TlsSocketStrategy tls) {
		this.client = new PooledClient(settings, TestResolver.of(List.of("127.0.0.0/8"), names), tls);
		this.safeguards = new Safeguards(settings, breaker, ticker);
		this.upstream = new Upstream(
				new Exchanges(this.client, "data-connections/test", Clock.fixed(NOW, ZoneOffset.UTC)),
				new Retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), () -> 0), (time) -> {
				}), this.safeguards, new CallMetrics(this.registry, this.safeguards), ObservationRegistry.NOOP, ticker);
	}

	public static CallSettings settings(int all, int brand, int host) {
		return new CallSettings(DataSize.ofKilobytes(64), Duration.ofSeconds(20), all, brand, host);
	}

	public Outcome get(String url) throws InterruptedException {
		return get(url, LONG);
	}

	public Outcome get(String url, Duration timeout) throws InterruptedException {
		return call(BRAND, new OutgoingRequest(HttpMethod.GET, url, Map.of(), null), timeout, 0);
	}

	public Outcome get(UUID brand, String url) throws InterruptedException {
		return call(brand, new OutgoingRequest(HttpMethod.GET, url, Map.of(), null), LONG, 0);
	}

	public Outcome send(OutgoingRequest request) throws InterruptedException {
		return call(BRAND, request, LONG, 0);
	}

	public Outcome call(UUID brand, OutgoingRequest request, Duration timeout, int retries)
			throws InterruptedException {
		return this.upstream.call(brand, request, timeout, retries);
	}

	public Upstream upstream() {
		return this.upstream;
	}

	public PoolStats connections() {
		return this.client.connections();
	}

	/** Waits until no call is under way any more and its connection given back. */
	public void awaitIdle() throws InterruptedException {
		await(() -> this.safeguards.underWay() == 0 && connections().getLeased() == 0);
	}

	/** Looks again and again, until the test's time is over. */
	public static void await(BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			LockSupport.parkNanos(100_000);
		}
	}

	/** What calls would meet, with other names. */
	public Forecasts forecasts(GuardedResolver resolver) {
		return new Forecasts(this.safeguards, resolver);
	}

	/** How many destinations are remembered. */
	public long destinations() {
		return this.safeguards.known();
	}

	Safeguards safeguards() {
		return this.safeguards;
	}

	public SimpleMeterRegistry registry() {
		return this.registry;
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
