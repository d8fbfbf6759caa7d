package dataconnections.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer put together from records that are JSON text already.
 */
final class JsonAnswer {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean first = true;

	static byte[] of(byte[] record) {
		return new JsonAnswer().text("{\"data\":").record(record).text("}").bytes();
	}

	JsonAnswer text(String json) {
		this.bytes.writeBytes(json.getBytes(StandardCharsets.UTF_8));
		return this;
	}

	JsonAnswer record(byte[] json) {
		this.bytes.writeBytes(json);
		return this;
	}

	JsonAnswer item(byte[] json) {
		if (!this.first) {
			this.bytes.write(',');
		}
		this.first = false;
		return record(json);
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
