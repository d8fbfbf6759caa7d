package dataconnections.upstream;

import java.util.Locale;

import dataconnections.address.RefusedAddressException;

/**
 * What can go wrong with a call of an upstream.
 */
public enum Failure {

	/** The filled url is none that is called. */
	INVALID_URL(Category.REFUSED, "The url cannot be called."),

	/** A filled header is none that is sent. */
	INVALID_HEADER(Category.REFUSED, "A header of the call cannot be sent."),

	/** The url's host is not public, nor opened by the operator. */
	ADDRESS_REFUSED(Category.REFUSED, RefusedAddressException.SENTENCE),

	/** The name service knows no address of the url's host. */
	HOST_UNKNOWN(Category.BAD_UPSTREAM, "The url's host has no address: check its spelling."),

	/** No connection came about. */
	NOT_CONNECTED(Category.BAD_UPSTREAM, "No connection to the upstream came about."),

	/** The upstream's certificate is not trusted, or no common TLS version was found. */
	TLS(Category.BAD_UPSTREAM,
			"No secure connection to the upstream came about: check its certificate and the name it is made out to."),

	/** The upstream closed the connection before its answer was complete. */
	CONNECTION_LOST(Category.BAD_UPSTREAM, "The upstream closed the connection before its answer was complete."),

	/**
	 * The answer breaks the rules of HTTP/1.1, or has more or longer headers than taken.
	 */
	NOT_HTTP(Category.BAD_UPSTREAM, "The upstream's answer is no valid HTTP/1.1, or has too many or too long headers."),

	/** The answer has a status that stands for no data. */
	STATUS(Category.BAD_UPSTREAM, "The upstream answered with an error."),

	/** The answer is larger than {@code data-connections.source.max-response-size}. */
	TOO_LARGE(Category.BAD_UPSTREAM, "The upstream's answer is larger than is taken."),

	/** The answer's {@code Content-Encoding} is not known, or not true. */
	CODING(Category.BAD_UPSTREAM,
			"The upstream's answer is not coded as its Content-Encoding says, or otherwise than with gzip or deflate."),

	/** The answer is no JSON text. */
	NOT_JSON(Category.BAD_UPSTREAM, "The upstream's answer is no JSON in UTF-8, or is nested too deep."),

	/** The answer of a batch endpoint cannot be taken apart into records. */
	NOT_A_BATCH(Category.BAD_UPSTREAM,
			"The upstream's answer is neither an array of objects that hold the primary key nor an object keyed by it."),

	/** The answers of one look-up are larger than is kept in memory for it. */
	ANSWERS_TOO_LARGE(Category.REFUSED,
			"The answers are larger together than data-connections.batch.max-size: ask for less at a time."),

	/** The answer was not complete in time. */
	TIMEOUT(Category.OUT_OF_TIME, "The upstream's answer was not complete within the connection's timeout."),

	/** The upstream wants to be left alone for longer than the deadline. */
	RETRY_LATER(Category.UNAVAILABLE, "The upstream asks to be called later."),

	/** Too many of the latest calls failed: the upstream is left alone for a while. */
	BREAKER_OPEN(Category.UNAVAILABLE,
			"Too many of the latest calls of the upstream failed: it is left alone for now."),

	/** Too many calls are under way. */
	BULKHEAD_FULL(Category.UNAVAILABLE, "Too many calls are under way.");

	private final Category category;

	private final String sentence;

	Failure(Category category, String sentence) {
		this.category = category;
		this.sentence = sentence;
	}

	/**
	 * What the failure means for who asked.
	 * @return the category
	 */
	public Category category() {
		return this.category;
	}

	/**
	 * What is told of it.
	 * @return one sentence, which holds nothing of what was sent or received
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * A stable word for a machine.
	 * @return the word, such as {@code not_connected}
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether no call was made.
	 * @return true when nothing was sent
	 */
	public boolean isBeforeTheCall() {
		return switch (this) {
			case INVALID_URL, INVALID_HEADER, ADDRESS_REFUSED, BREAKER_OPEN, BULKHEAD_FULL -> true;
			case HOST_UNKNOWN, NOT_CONNECTED, TLS, CONNECTION_LOST, NOT_HTTP, STATUS, TOO_LARGE, CODING, NOT_JSON,
					NOT_A_BATCH, ANSWERS_TOO_LARGE, TIMEOUT, RETRY_LATER ->
				false;
		};
	}

	/** What a failure means for who asked. */
	public enum Category {

		/** Never called: the connection's own url or headers are at fault. */
		REFUSED,

		/** The upstream is at fault; status 502. */
		BAD_UPSTREAM,

		/** The connection's timeout is over; status 504. */
		OUT_OF_TIME,

		/** Not called, or not to be called again, for now; status 503. */
		UNAVAILABLE

	}

}
