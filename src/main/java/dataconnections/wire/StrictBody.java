package dataconnections.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.problem.Violation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Lets only strict UTF-8 through to the JSON parser, which is more lenient than RFC 3629
 * and takes UTF-16 too.
 */
@RestControllerAdvice
class StrictBody extends RequestBodyAdviceAdapter {

	private static final int CHUNK = 4096;

	@Override
	public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
		return AbstractJacksonHttpMessageConverter.class.isAssignableFrom(converter);
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) throws IOException {
		byte[] bytes = message.getBody().readAllBytes();
		if (isBlank(bytes)) {
			throw ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is empty: send JSON.");
		}
		return new Message(message.getHeaders(), new ByteArrayInputStream(bytes));
	}

	@Override
	public Object afterBodyRead(@Nullable Object body, HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) {
		if (body == null) {
			throw ProblemException.invalid(Violation.body("missing", "The body must not be null."));
		}
		return body;
	}

	/**
	 * Reads to the end, so that every octet is checked. U+0000 is in no JSON text, but in
	 * every one in UTF-16.
	 */
	private static boolean isBlank(byte[] body) throws IOException {
		CharsetDecoder strict = Utf8.decoder();
		ByteBuffer octets = ByteBuffer.wrap(body);
		CharBuffer text = CharBuffer.allocate(Math.min(body.length, CHUNK) + 2);
		boolean blank = true;
		CoderResult result;
		do {
			result = strict.decode(octets, text, true);
			text.flip();
			while (text.hasRemaining()) {
				char c = text.get();
				if (c == 0) {
					throw new MalformedInputException(1);
				}
				blank &= Character.isWhitespace(c) || c == Utf8.BYTE_ORDER_MARK;
			}
			text.clear();
		}
		while (result.isOverflow());
		if (result.isError()) {
			result.throwException();
		}
		return blank;
	}

	private record Message(HttpHeaders headers, InputStream body) implements HttpInputMessage {

		@Override
		public InputStream getBody() {
			return this.body;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

}
