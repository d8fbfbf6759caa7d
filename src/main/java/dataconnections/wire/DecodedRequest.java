package dataconnections.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is bounded, and unzipped as it is read.
 */
class DecodedRequest extends HttpServletRequestWrapper implements AutoCloseable {

	private static final Set<String> OF_THE_CODED_BODY = Set.of("content-encoding", "content-length");

	private final boolean gzip;

	private final long maxBytes;

	private @Nullable ServletInputStream body;

	private @Nullable BufferedReader reader;

	DecodedRequest(HttpServletRequest request, boolean gzip, long maxBytes) {
		super(request);
		this.gzip = gzip;
		this.maxBytes = maxBytes;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (this.body == null) {
			ServletInputStream raw = super.getInputStream();
			this.body = new BoundedInput(this.gzip ? new Gunzip(raw) : raw, this.maxBytes);
		}
		return this.body;
	}

	@Override
	public BufferedReader getReader() throws IOException {
		if (this.reader == null) {
			this.reader = new BufferedReader(Utf8.reader(getInputStream()));
		}
		return this.reader;
	}

	@Override
	public int getContentLength() {
		return this.gzip ? -1 : super.getContentLength();
	}

	@Override
	public long getContentLengthLong() {
		return this.gzip ? -1 : super.getContentLengthLong();
	}

	@Override
	public @Nullable String getHeader(String name) {
		return isHidden(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public int getIntHeader(String name) {
		return isHidden(name) ? -1 : super.getIntHeader(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		List<String> names = Collections.list(super.getHeaderNames());
		names.removeIf(this::isHidden);
		return Collections.enumeration(names);
	}

	@Override
	public void close() throws IOException {
		if (this.gzip && this.body != null) {
			this.body.close();
		}
	}

	private boolean isHidden(String header) {
		return this.gzip && OF_THE_CODED_BODY.contains(header.toLowerCase(Locale.ROOT));
	}

}
