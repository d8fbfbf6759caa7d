package dataconnections.upstream;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;

import dataconnections.address.GuardedResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client with everything switched off that is not plain: it follows nothing,
 * repeats nothing, remembers nothing but open connections, and knows no proxy.
 */
final class PooledClient implements AutoCloseable {

	private static final Http1Config LIMITS = Http1Config.custom()
		.setMaxHeaderCount(200)
		.setMaxLineLength(16 * 1024)
		.setMaxEmptyLineCount(2)
		.build();

	/** Longer than any deadline, which is what ends a silence. */
	private static final Timeout SILENCE = Timeout.ofMinutes(2);

	private static final TimeValue IDLE = TimeValue.ofSeconds(30);

	private static final TimeValue LIFETIME = TimeValue.ofMinutes(5);

	private static final TimeValue UNCHECKED = TimeValue.ofSeconds(1);

	/** A socket made without saying so asks the system for a SOCKS proxy. */
	private static final DetachedSocketFactory SOCKETS = (proxy) -> new Socket(Proxy.NO_PROXY);

	private final PoolingHttpClientConnectionManager pool;

	private final CloseableHttpClient client;

	PooledClient(CallSettings settings, GuardedResolver resolver, TlsSocketStrategy tls) {
		this.pool = pool(settings, resolver, tls);
		this.client = HttpClientBuilder.create()
			.setConnectionManager(this.pool)
			.setRequestExecutor(new WholeAnswers(new AnswerBody(settings.maxResponseSize())))
			.setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
			.setDefaultRequestConfig(RequestConfig.custom()
				.setProtocolUpgradeEnabled(false)
				.setAuthenticationEnabled(false)
				.setRedirectsEnabled(false)
				.setExpectContinueEnabled(false)
				.setConnectionKeepAlive(IDLE)
				.build())
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.disableConnectionState()
			.disableDefaultUserAgent()
			.evictExpiredConnections()
			.build();
	}

	private static PoolingHttpClientConnectionManager pool(CallSettings settings, GuardedResolver resolver,
			TlsSocketStrategy tls) {
		Timeout connect = Timeout.of(settings.connectTimeout());
		PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
				new DefaultHttpClientConnectionOperator(SOCKETS, DefaultSchemePortResolver.INSTANCE, resolver,
						RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build()),
				PoolConcurrencyPolicy.STRICT, PoolReusePolicy.LIFO, LIFETIME,
				ManagedHttpClientConnectionFactory.builder()
					.http1Config(LIMITS)
					.responseParserFactory((limits) -> new AnswerHeads(LIMITS))
					.build());
		pool.setMaxTotal(settings.maxCalls());
		pool.setDefaultMaxPerRoute(settings.maxCalls());
		pool.setDefaultConnectionConfig(ConnectionConfig.custom()
			.setConnectTimeout(connect)
			.setSocketTimeout(SILENCE)
			.setValidateAfterInactivity(UNCHECKED)
			.build());
		pool.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build());
		return pool;
	}

	CloseableHttpClient client() {
		return this.client;
	}

	PoolStats connections() {
		return this.pool.getTotalStats();
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
