package dataconnections.upstream;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dataconnections.wire.RowJson;
import dataconnections.wire.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Makes sure that a body is one JSON text, without building anything from it.
 */
final class JsonText {

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

	/** As of rows; the parser itself looks only at numbers that are asked for. */
	private static final int MAX_NUMBER = 150_000;

	private JsonText() {
	}

	/**
	 * The text in a body.
	 * @param body the body
	 * @return the same bytes without a byte order mark; {@code null} as JSON when nothing
	 * but white space is left
	 * @throws FailedExchangeException when it is no JSON by RFC 8259, or not within the
	 * bounds of {@link RowJson}
	 */
	static byte[] of(byte[] body) throws FailedExchangeException {
		byte[] text = withoutMark(body);
		if (isBlank(text)) {
			return NULL.clone();
		}
		try (JsonParser parser = RowJson.factory()
			.createParser(ObjectReadContext.empty(), Utf8.reader(new ByteArrayInputStream(body)))) {
			if (isOneValue(parser)) {
				return text;
			}
		}
		catch (JacksonException | UncheckedIOException ex) {
			throw new FailedExchangeException(Failure.NOT_JSON);
		}
		throw new FailedExchangeException(Failure.NOT_JSON);
	}

	private static boolean isOneValue(JsonParser parser) {
		int values = 0;
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (token.isNumeric() && parser.getStringLength() > MAX_NUMBER) {
				return false;
			}
			if (parser.streamReadContext().inRoot()) {
				values++;
			}
		}
		return values == 1;
	}

	private static byte[] withoutMark(byte[] body) {
		int length = BYTE_ORDER_MARK.length;
		boolean marked = body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK, 0, length);
		return marked ? Arrays.copyOfRange(body, length, body.length) : body;
	}

	private static boolean isBlank(byte[] text) {
		for (byte octet : text) {
			if (octet != ' ' && octet != '\t' && octet != '\n' && octet != '\r') {
				return false;
			}
		}
		return true;
	}

}
