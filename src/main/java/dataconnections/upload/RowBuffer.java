package dataconnections.upload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of one JSON object, which are not copied to be read.
 */
final class RowBuffer extends ByteArrayOutputStream {

	/** The first {@link #size()} bytes count. */
	byte[] bytes() {
		return this.buf;
	}

	/** Puts one more member before the end of the object. */
	void add(String name, String json) {
		this.count--;
		String member = ((this.count > 1) ? "," : "") + JsonMapper.shared().writeValueAsString(name) + ":" + json + "}";
		writeBytes(member.getBytes(StandardCharsets.UTF_8));
	}

	boolean isLargerThan(long maxBytes) {
		return this.count > maxBytes;
	}

}
