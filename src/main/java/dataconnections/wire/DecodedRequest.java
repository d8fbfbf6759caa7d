package dataconnections.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is bounded, and unzipped as it is read.
 */
class DecodedRequest extends HttpServletRequestWrapper {

	private static final int BUFFER = 32 * 1024;

	private final boolean gzip;

	private final long maxBytes;

	private @Nullable ServletInputStream body;

	DecodedRequest(HttpServletRequest request, boolean gzip, long maxBytes) {
		super(request);
		this.gzip = gzip;
		this.maxBytes = maxBytes;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (this.body == null) {
			InputStream raw = super.getInputStream();
			this.body = new BoundedInput(this.gzip ? new GZIPInputStream(raw, BUFFER) : raw, this.maxBytes);
		}
		return this.body;
	}

	@Override
	public BufferedReader getReader() throws IOException {
		return new BufferedReader(Utf8.reader(getInputStream()));
	}

	@Override
	public int getContentLength() {
		return this.gzip ? -1 : super.getContentLength();
	}

	@Override
	public long getContentLengthLong() {
		return this.gzip ? -1 : super.getContentLengthLong();
	}

}
