package dataconnections.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Lets only strict UTF-8 through to the JSON parser, which is more lenient than RFC 3629.
 */
@RestControllerAdvice
class StrictBody extends RequestBodyAdviceAdapter {

	@Override
	public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) throws IOException {
		StringWriter text = new StringWriter();
		Utf8.reader(message.getBody()).transferTo(text);
		if (text.toString().isBlank()) {
			throw ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is empty: send JSON.");
		}
		return new Message(message.getHeaders(), text.toString().getBytes(StandardCharsets.UTF_8));
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Message(HttpHeaders headers, byte[] bytes) implements HttpInputMessage {

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.bytes);
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

}
