package dataconnections.tenant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.MultiValueMap;

/**
 * The form of a request for a token. It is read from the body only: Servlet parameters
 * would bring the secret in from the address too.
 */
final class TokenForm {

	private static final int MAX_BYTES = 16 * 1024;

	private final MultiValueMap<String, String> parameters;

	private TokenForm(MultiValueMap<String, String> parameters) {
		this.parameters = parameters;
	}

	static TokenForm of(HttpServletRequest request) throws IOException {
		String type = request.getContentType();
		if (type == null || !MediaType.APPLICATION_FORM_URLENCODED.includes(MediaType.parseMediaType(type))) {
			throw TokenRefusedException
				.invalidRequest("The parameters must be in the body, as application/x-www-form-urlencoded.");
		}
		byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
		if (body.length > MAX_BYTES) {
			throw TokenRefusedException.invalidRequest("The body is larger than " + MAX_BYTES + " bytes.");
		}
		MultiValueMap<String, String> parameters = parse(body);
		if (parameters.values().stream().anyMatch((values) -> values.size() > 1)) {
			throw TokenRefusedException.invalidRequest("A parameter is there more than once.");
		}
		return new TokenForm(parameters);
	}

	/** An empty parameter counts as missing. */
	@Nullable String get(String name) {
		String value = this.parameters.getFirst(name);
		return (value == null || value.isEmpty()) ? null : value;
	}

	private static MultiValueMap<String, String> parse(byte[] body) throws IOException {
		try {
			return new FormHttpMessageConverter().read(null, new Message(body));
		}
		catch (HttpMessageNotReadableException | IllegalArgumentException ex) {
			throw TokenRefusedException.invalidRequest("The body is no form.");
		}
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Message(byte[] bytes) implements HttpInputMessage {

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.bytes);
		}

		@Override
		public HttpHeaders getHeaders() {
			return HttpHeaders.EMPTY;
		}

	}

}
