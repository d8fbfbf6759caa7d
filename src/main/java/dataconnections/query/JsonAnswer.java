package dataconnections.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;

/**
 * An answer put together from records that are JSON text already.
 */
final class JsonAnswer {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final long maxBytes;

	private boolean first = true;

	/**
	 * An answer.
	 * @param maxBytes how long it may become
	 */
	JsonAnswer(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	static byte[] of(byte[] record) {
		return new JsonAnswer(Long.MAX_VALUE).text("{\"data\":").record(record).text("}").bytes();
	}

	JsonAnswer text(String json) {
		this.bytes.writeBytes(json.getBytes(StandardCharsets.UTF_8));
		return this;
	}

	/**
	 * Adds JSON as it is.
	 * @throws ProblemException when the answer becomes too large, as it can when one
	 * large record is asked for many times
	 */
	JsonAnswer record(byte[] json) {
		if (this.bytes.size() + (long) json.length > this.maxBytes) {
			throw ProblemException.invalid(Violation.body("answer_too_large",
					"The answer would be larger than " + this.maxBytes
							+ " bytes (data-connections.query.max-answer-size): ask for less at a time.",
					"primary_keys"));
		}
		this.bytes.writeBytes(json);
		return this;
	}

	JsonAnswer item(byte[] json) {
		if (!this.first) {
			this.bytes.write(',');
		}
		this.first = false;
		return record(json);
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
