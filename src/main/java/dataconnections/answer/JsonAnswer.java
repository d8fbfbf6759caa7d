package dataconnections.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

/**
 * An answer put together from JSON texts that are there already. They are kept as they
 * are and written one after the other: nothing is copied to put it together.
 */
public final class JsonAnswer {

	/** What is worth a write of its own. */
	private static final int WRITTEN = 4096;

	private static final byte[] COMMA = { ',' };

	private final List<byte[]> parts = new ArrayList<>();

	private final AnswerShare share;

	private final long maxBytes;

	private final LongFunction<? extends RuntimeException> tooLarge;

	private long length;

	private boolean first = true;

	/**
	 * An answer without parts.
	 * @param share what it takes of the memory for answers
	 * @param maxBytes how long it may become
	 * @param tooLarge what is thrown when it becomes longer, made of that bound
	 */
	public JsonAnswer(AnswerShare share, long maxBytes, LongFunction<? extends RuntimeException> tooLarge) {
		this.share = share;
		this.maxBytes = maxBytes;
		this.tooLarge = tooLarge;
	}

	/**
	 * An answer that is bounded by what it is made of.
	 * @param share what it takes of the memory for answers
	 */
	public JsonAnswer(AnswerShare share) {
		this(share, Long.MAX_VALUE, (never) -> new IllegalStateException());
	}

	/**
	 * Adds a piece of JSON that belongs to the answer itself.
	 * @param json the piece
	 * @return this answer
	 */
	public JsonAnswer text(String json) {
		return record(json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Adds JSON that was made for this answer.
	 * @param json the JSON, which nobody changes any more
	 * @return this answer
	 */
	public JsonAnswer record(byte[] json) {
		this.share.add(json.length);
		return counted(json);
	}

	/**
	 * Adds JSON that is in memory for longer than this answer, or that its share knows of
	 * already.
	 * @param json the JSON, which nobody changes any more
	 * @return this answer
	 */
	public JsonAnswer counted(byte[] json) {
		this.length += json.length;
		if (this.length > this.maxBytes) {
			throw this.tooLarge.apply(this.maxBytes);
		}
		this.parts.add(json);
		return this;
	}

	/**
	 * Begins a further item: what is added next follows a comma, unless it is the first.
	 * @return this answer
	 */
	public JsonAnswer item() {
		JsonAnswer begun = this.first ? this : counted(COMMA);
		this.first = false;
		return begun;
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
		ByteArrayOutputStream small = new ByteArrayOutputStream((int) Math.min(this.length, 2 * WRITTEN));
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

}
