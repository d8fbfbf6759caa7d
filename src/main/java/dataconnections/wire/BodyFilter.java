package dataconnections.wire;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Objects;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Decodes {@code Content-Encoding: gzip}, refuses other codings and charsets, and bounds
 * the body, before anybody reads it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
@EnableConfigurationProperties({ BodySettings.class, UploadBodySettings.class })
class BodyFilter implements Filter {

	private final BodySettings body;

	private final UploadBodySettings upload;

	private final HandlerExceptionResolver problems;

	BodyFilter(BodySettings body, UploadBodySettings upload,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		this.body = body;
		this.upload = upload;
		this.problems = problems;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		DecodedRequest decoded;
		try {
			decoded = decode((HttpServletRequest) request);
		}
		catch (ProblemException ex) {
			this.problems.resolveException((HttpServletRequest) request, (HttpServletResponse) response, null, ex);
			return;
		}
		try (decoded) {
			chain.doFilter(decoded, response);
		}
	}

	private DecodedRequest decode(HttpServletRequest request) {
		charset(request.getContentType());
		form(request);
		long max = max(request);
		boolean gzip = isGzip(request);
		if (!gzip && request.getContentLengthLong() > max) {
			throw BoundedInput.tooLarge(max);
		}
		return new DecodedRequest(request, gzip, max);
	}

	private long max(HttpServletRequest request) {
		String path = request.getRequestURI();
		boolean streamed = path.endsWith("/upload_data")
				|| (path.endsWith("/update_data") && "PUT".equals(request.getMethod()));
		return (streamed ? this.upload.maxSize() : this.body.maxSize()).toBytes();
	}

	private static boolean isGzip(HttpServletRequest request) {
		Enumeration<String> codings = request.getHeaders("Content-Encoding");
		if (!codings.hasMoreElements()) {
			return false;
		}
		return switch (String.join(",", Collections.list(codings)).trim().toLowerCase(Locale.ROOT)) {
			case "", "identity" -> false;
			case "gzip", "x-gzip" -> true;
			default -> throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
					"The body's Content-Encoding is not known: send it as it is or with gzip.");
		};
	}

	private static void charset(@Nullable String contentType) {
		if (contentType == null || contentType.equals(MediaType.APPLICATION_JSON_VALUE)) {
			return;
		}
		try {
			Charset charset = MediaType.parseMediaType(contentType).getCharset();
			if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
				throw unsupported();
			}
		}
		catch (InvalidMediaTypeException | IllegalCharsetNameException | UnsupportedCharsetException ex) {
			throw unsupported();
		}
	}

	/**
	 * Read as parameters, what is in it could fail in many ways: JSON sent as a form
	 * does.
	 */
	private static void form(HttpServletRequest request) {
		String type = Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
		if (type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE) && request.getContentLengthLong() != 0
				&& "POST".equals(request.getMethod()) && !request.getRequestURI().endsWith("/oauth/token")) {
			throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
					"The body's Content-Type says that it is a form: send application/json"
							+ (request.getRequestURI().endsWith("/upload_data")
									? ", text/csv, application/x-ndjson or multipart/form-data." : "."));
		}
	}

	private static ProblemException unsupported() {
		return ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
				"The body's Content-Type is not valid, or its charset is not UTF-8.");
	}

}
