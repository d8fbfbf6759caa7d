package dataconnections.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

/**
 * An answer put together from JSON texts that are there already. They are kept as they
 * are and written one after the other: a large answer is never in memory twice.
 */
public final class JsonAnswer {

	/** What is worth a write of its own. */
	private static final int WRITTEN = 4096;

	private static final byte[] COMMA = { ',' };

	private final List<byte[]> parts = new ArrayList<>();

	private final long maxBytes;

	private long length;

	private boolean first = true;

	/**
	 * An answer without parts.
	 * @param maxBytes how long it may become
	 */
	public JsonAnswer(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * The answer to a look-up of one record.
	 * @param record its JSON
	 * @return the answer
	 */
	public static JsonAnswer of(byte[] record) {
		return new JsonAnswer(Long.MAX_VALUE).text("{\"data\":").record(record).text("}");
	}

	/**
	 * Adds a piece of JSON that belongs to the answer itself.
	 * @param json the piece
	 * @return this answer
	 */
	public JsonAnswer text(String json) {
		return add(json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Adds JSON as it is.
	 * @param json the JSON, which nobody changes any more
	 * @return this answer
	 * @throws ProblemException when the answer becomes too large, as it can when one
	 * large record is asked for many times
	 */
	public JsonAnswer record(byte[] json) {
		if (this.length + json.length > this.maxBytes) {
			throw ProblemException.invalid(Violation.body("answer_too_large",
					"The answer would be larger than " + this.maxBytes
							+ " bytes (data-connections.query.max-answer-size): ask for less at a time.",
					"primary_keys"));
		}
		return add(json);
	}

	/**
	 * Adds JSON as it is, after a comma unless it is the first.
	 * @param json the JSON
	 * @return this answer
	 * @throws ProblemException when the answer becomes too large
	 */
	public JsonAnswer item(byte[] json) {
		if (!this.first) {
			add(COMMA);
		}
		this.first = false;
		return record(json);
	}

	/**
	 * How long it is.
	 * @return the length in bytes
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Sends it. It is JSON already, and nothing is left to be converted.
	 * @param response where to
	 * @throws IOException when the client is gone
	 */
	public void writeTo(HttpServletResponse response) throws IOException {
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLengthLong(this.length);
		OutputStream body = response.getOutputStream();
		ByteArrayOutputStream small = new ByteArrayOutputStream(2 * WRITTEN);
		for (byte[] part : this.parts) {
			if (part.length < WRITTEN) {
				small.writeBytes(part);
			}
			if (part.length >= WRITTEN || small.size() >= WRITTEN) {
				small.writeTo(body);
				small.reset();
			}
			if (part.length >= WRITTEN) {
				body.write(part);
			}
		}
		small.writeTo(body);
	}

	private JsonAnswer add(byte[] part) {
		this.parts.add(part);
		this.length += part.length;
		return this;
	}

}
