package dataconnections.problem;

import java.net.URI;

import org.springframework.http.HttpStatus;

/**
 * The kinds of problem this service answers with. Each has one status and one stable URN,
 * which is the {@code type} member of RFC 9457.
 */
public enum ProblemType {

	MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "Malformed Request"),

	UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Unauthorized"),

	FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden"),

	NOT_FOUND(HttpStatus.NOT_FOUND, "Not Found"),

	DATA_NOT_FOUND(HttpStatus.NOT_FOUND, "Data Not Found"),

	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method Not Allowed"),

	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not Acceptable"),

	REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Request Timeout"),

	CONFLICT(HttpStatus.CONFLICT, "Conflict"),

	PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "Precondition Failed"),

	CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Content Too Large"),

	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type"),

	INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid Request"),

	INVALID_KEYS(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid Keys"),

	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too Many Requests"),

	INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal Error"),

	UPSTREAM_FAILED(HttpStatus.BAD_GATEWAY, "Upstream Failed"),

	UPSTREAM_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "Upstream Timeout"),

	UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Service Unavailable");

	private final HttpStatus status;

	private final String title;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
	}

	/**
	 * The HTTP status of every problem of this type.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	String title() {
		return this.title;
	}

	URI uri() {
		return URI
			.create("urn:data-connections:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
	}

}
