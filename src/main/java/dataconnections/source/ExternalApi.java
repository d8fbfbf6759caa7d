package dataconnections.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An external HTTP API as a client describes it. Made of what was sent, right or wrong:
 * {@link ExternalApiCheck} tells.
 *
 * @param url where it is; may hold placeholders in its path and query
 * @param httpMethod GET, POST, PUT, PATCH or DELETE
 * @param headers what is sent along; the values may hold placeholders
 * @param body what is sent as JSON; its strings may hold placeholders; null for nothing
 * @param ttl seconds for which an answer is fresh; 0 for not at all
 * @param timeout seconds that one look-up may take, retries included
 * @param retries how often a call is repeated that failed in a way that may pass
 * @param isBatchEndpoint whether it takes many keys at once
 * @param staleIfError seconds past the ttl for which an answer may stand in for a failure
 * (RFC 5861)
 * @param staleWhileRevalidate seconds past the ttl for which an answer may be given while
 * it is refreshed (RFC 5861)
 * @param samplePlaceholderValues values for a test call
 */
public record ExternalApi(String url, String httpMethod, Map<String, String> headers, @Nullable JsonNode body, int ttl,
		int timeout, int retries, boolean isBatchEndpoint, int staleIfError, int staleWhileRevalidate,
		Map<String, JsonNode> samplePlaceholderValues) {

	private static final int DEFAULT_TTL = 30;

	private static final int DEFAULT_TIMEOUT = 10;

	public ExternalApi {
		headers = copy(headers);
		samplePlaceholderValues = copy(samplePlaceholderValues);
		body = (body == null || body.isNull()) ? null : body;
	}

	@JsonCreator
	static ExternalApi of(@Nullable String url, @Nullable String httpMethod, @Nullable Map<String, String> headers,
			@Nullable JsonNode body, @Nullable Integer ttl, @Nullable Integer timeout, @Nullable Integer retries,
			@Nullable Boolean isBatchEndpoint, @Nullable Integer staleIfError, @Nullable Integer staleWhileRevalidate,
			@Nullable Map<String, JsonNode> samplePlaceholderValues) {
		return new ExternalApi(Objects.requireNonNullElse(url, ""), Objects.requireNonNullElse(httpMethod, ""),
				Objects.requireNonNullElse(headers, Map.of()), body, Objects.requireNonNullElse(ttl, DEFAULT_TTL),
				Objects.requireNonNullElse(timeout, DEFAULT_TIMEOUT), Objects.requireNonNullElse(retries, 0),
				Objects.requireNonNullElse(isBatchEndpoint, false), Objects.requireNonNullElse(staleIfError, 0),
				Objects.requireNonNullElse(staleWhileRevalidate, 0),
				Objects.requireNonNullElse(samplePlaceholderValues, Map.of()));
	}

	/**
	 * The same API with other headers, another body and other samples.
	 * @param otherHeaders the headers
	 * @param otherBody the body
	 * @param otherSamples the sample values
	 * @return the API
	 */
	public ExternalApi with(Map<String, String> otherHeaders, @Nullable JsonNode otherBody,
			Map<String, JsonNode> otherSamples) {
		return new ExternalApi(this.url, this.httpMethod, otherHeaders, otherBody, this.ttl, this.timeout, this.retries,
				this.isBatchEndpoint, this.staleIfError, this.staleWhileRevalidate, otherSamples);
	}

	/**
	 * Whether the url tells whom it leads to.
	 * @return false for one that cannot be called
	 */
	public boolean hasOrigin() {
		return Origin.of(this.url).isPresent();
	}

	/**
	 * Whether the url leads to the same scheme, host and port as another's.
	 * @param other the other
	 * @return false also when either cannot be called
	 */
	public boolean hasOriginOf(ExternalApi other) {
		return hasOrigin() && Origin.of(this.url).equals(Origin.of(other.url));
	}

	/** Nothing that could be secret, which url, headers, body and samples all can be. */
	@Override
	public String toString() {
		return "ExternalApi[" + this.httpMethod + "]";
	}

	private static <T> Map<String, T> copy(Map<String, T> map) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(map));
	}

}
