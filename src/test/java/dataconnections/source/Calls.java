package dataconnections.source;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Ticker;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.pool.PoolStats;

import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

/**
 * Outgoing calls that may reach this machine.
 */
class Calls implements AutoCloseable {

	static final UUID BRAND = UUID.fromString("7d3c2a10-0000-4000-8000-000000000001");

	static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	/** Long enough never to be reached, unless a test fails. */
	static final Duration LONG = Duration.ofSeconds(60);

	private final PooledClient client;

	private final Upstream upstream;

	Calls() {
		this(new FakeNames().thenAnswer("127.0.0.1"));
	}

	Calls(HostResolver names) {
		this(names, DefaultClientTlsStrategy.createDefault());
	}

	Calls(HostResolver names, TlsSocketStrategy tls) {
		CallSettings settings = new CallSettings(DataSize.ofKilobytes(64), Duration.ofSeconds(20), 16, 16, 16);
		AddressSettings addresses = new AddressSettings(List.of("127.0.0.0/8"), List.of());
		this.client = new PooledClient(settings, new GuardedResolver(new AddressPolicy(addresses), names), tls);
		this.upstream = new Upstream(
				new Exchanges(this.client, "data-connections/test", Clock.fixed(NOW, ZoneOffset.UTC)),
				Ticker.systemTicker());
	}

	Outcome get(String url) throws InterruptedException {
		return get(url, LONG);
	}

	Outcome get(String url, Duration timeout) throws InterruptedException {
		return call(BRAND, new OutgoingRequest(HttpMethod.GET, url, Map.of(), null), timeout, 0);
	}

	Outcome send(OutgoingRequest request) throws InterruptedException {
		return call(BRAND, request, LONG, 0);
	}

	Outcome call(UUID brand, OutgoingRequest request, Duration timeout, int retries) throws InterruptedException {
		return this.upstream.call(brand, request, timeout, retries);
	}

	PoolStats connections() {
		return this.client.connections();
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
