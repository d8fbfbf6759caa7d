package dataconnections.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

import org.apache.hc.client5.http.protocol.HttpClientContext;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Exchanges one request for one answer. To be used on a virtual thread, which an
 * interrupt releases from whatever it waits for, its connection closed.
 */
final class Exchanges {

	/** Brands share no connection, so that none can leave an answer for another. */
	private static final ScopedValue<UUID> BRAND = ScopedValue.newInstance();

	private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE);

	private final RestClient client;

	private final String userAgent;

	private final Clock clock;

	Exchanges(PooledClient client, String userAgent, Clock clock) {
		HttpComponentsClientHttpRequestFactory factory = new HttpComponentsClientHttpRequestFactory(client.client());
		factory.setHttpContextFactory((method, url) -> {
			HttpClientContext context = HttpClientContext.create();
			context.setUserToken(BRAND.get());
			return context;
		});
		this.client = RestClient.builder().requestFactory(factory).build();
		this.userAgent = userAgent;
		this.clock = clock;
	}

	/**
	 * Sends a request.
	 * @param brand who calls
	 * @param url what {@link dataconnections.address.TargetUrl} made of the request's url
	 * @param request the request
	 * @return how it ended; something or other when the thread was interrupted
	 */
	Attempt exchange(UUID brand, URI url, OutgoingRequest request) {
		return ScopedValue.where(BRAND, brand).call(() -> exchange(url, request));
	}

	private Attempt exchange(URI url, OutgoingRequest request) {
		boolean repeated = false;
		while (true) {
			try {
				return send(url, request);
			}
			catch (StaleConnectionException ex) {
				if (ex.isSent() && (repeated || !IDEMPOTENT.contains(request.method()))) {
					return Attempt.of(Outcome.Failed.of(IoFailures.of(ex)));
				}
				repeated = true;
			}
			catch (IOException ex) {
				return Attempt.of(Outcome.Failed.of(IoFailures.of(ex)));
			}
		}
	}

	private Attempt send(URI url, OutgoingRequest request) throws IOException {
		RestClient.RequestBodySpec call = this.client.method(request.method()).uri(url);
		byte[] body = request.body();
		if (body != null) {
			call.contentLength(body.length).body((out) -> out.write(body));
		}
		try {
			return call.headers((headers) -> fill(headers, request))
				.exchangeForRequiredValue((sent, answer) -> read(answer));
		}
		catch (ResourceAccessException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex);
		}
	}

	private void fill(HttpHeaders headers, OutgoingRequest request) {
		request.headers().forEach(headers::add);
		setIfAbsent(headers, HttpHeaders.USER_AGENT, this.userAgent);
		setIfAbsent(headers, HttpHeaders.ACCEPT, "application/json");
		setIfAbsent(headers, HttpHeaders.ACCEPT_ENCODING, "gzip");
		if (headers.getContentLength() >= 0) {
			setIfAbsent(headers, HttpHeaders.CONTENT_TYPE, "application/json");
		}
	}

	private static void setIfAbsent(HttpHeaders headers, String name, String value) {
		if (!headers.containsHeader(name)) {
			headers.set(name, value);
		}
	}

	private Attempt read(ClientHttpResponse answer) throws IOException {
		int status = answer.getStatusCode().value();
		if (status / 100 == 2) {
			return Attempt.of(new Outcome.Answered(JsonText.of(answer.getBody().readAllBytes()), status));
		}
		if (status == 404 || status == 410) {
			return Attempt.of(new Outcome.NoData(status));
		}
		return new Attempt(Outcome.Failed.ofStatus(status),
				RetryAfter.read(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER), this.clock));
	}

}
