package dataconnections.upstream;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.address.GuardedResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts together what one outgoing call goes through.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ BreakerSettings.class, CallSettings.class, RetrySettings.class })
class OutgoingCalls {

	@Bean
	PooledClient pooledClient(CallSettings calls, GuardedResolver resolver) {
		return new PooledClient(calls, resolver, DefaultClientTlsStrategy.createDefault());
	}

	@Bean
	Safeguards safeguards(CallSettings calls, BreakerSettings breaker, Ticker ticker) {
		return new Safeguards(calls, breaker, ticker);
	}

	@Bean
	Forecasts forecasts(Safeguards safeguards, GuardedResolver resolver) {
		return new Forecasts(safeguards, resolver);
	}

	@Bean
	Upstream upstream(PooledClient client, Safeguards safeguards, RetrySettings retry, MeterRegistry registry,
			ObservationRegistry observations, ObjectProvider<BuildProperties> build, Clock clock, Ticker ticker) {
		BuildProperties known = build.getIfAvailable();
		String version = (known != null) ? known.getVersion() : "unknown";
		Backoff backoff = new Backoff(retry.firstWait(), retry.longestWait(),
				() -> ThreadLocalRandom.current().nextDouble());
		return new Upstream(new Exchanges(client, "data-connections/" + version, clock),
				new Retries(backoff, Thread::sleep), safeguards, new CallMetrics(registry, safeguards), observations,
				ticker);
	}

}
