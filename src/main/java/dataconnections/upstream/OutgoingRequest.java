package dataconnections.upstream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * What is sent to an upstream, its placeholders filled.
 */
public final class OutgoingRequest {

	private final HttpMethod method;

	private final String url;

	private final Map<String, String> headers;

	private final byte @Nullable [] body;

	/**
	 * A request.
	 * @param method GET, POST, PUT, PATCH or DELETE
	 * @param url the whole url, percent-encoded
	 * @param headers the headers that {@link HeaderRules} permits, in the order they are
	 * sent
	 * @param body the body in UTF-8; null sends none
	 */
	public OutgoingRequest(HttpMethod method, String url, Map<String, String> headers, byte @Nullable [] body) {
		this.method = Objects.requireNonNull(method);
		this.url = Objects.requireNonNull(url);
		this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		this.body = (body != null) ? body.clone() : null;
	}

	public HttpMethod method() {
		return this.method;
	}

	public String url() {
		return this.url;
	}

	public Map<String, String> headers() {
		return this.headers;
	}

	public byte @Nullable [] body() {
		return (this.body != null) ? this.body.clone() : null;
	}

	/** Tells nothing that could be a secret: url, header values and body all can be. */
	@Override
	public String toString() {
		return this.method + " with " + this.headers.size() + " headers and "
				+ ((this.body != null) ? this.body.length + " bytes" : "no body");
	}

}
