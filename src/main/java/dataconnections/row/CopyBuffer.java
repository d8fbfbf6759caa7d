package dataconnections.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format, as they wait to be sent. See "Binary Format"
 * in PostgreSQL's documentation of COPY.
 */
class CopyBuffer {

	private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

	private static final short COLUMNS = 4;

	private static final byte JSONB_VERSION = 1;

	private ByteBuffer buffer;

	CopyBuffer(int capacity) {
		this.buffer = ByteBuffer.allocate(capacity);
		this.buffer.put(SIGNATURE).putInt(0).putInt(0);
	}

	void add(long seq, Row row) {
		byte[] key = row.key().text().getBytes(StandardCharsets.UTF_8);
		reserve(key.length + row.length() + 64);
		this.buffer.putShort(COLUMNS);
		this.buffer.putInt(Long.BYTES).putLong(seq);
		this.buffer.putInt(key.length).put(key);
		this.buffer.putInt(row.length() + 1).put(JSONB_VERSION).put(row.json(), 0, row.length());
		add(row.ttlSeconds());
	}

	void end() {
		reserve(Short.BYTES);
		this.buffer.putShort((short) -1);
	}

	int size() {
		return this.buffer.position();
	}

	byte[] array() {
		return this.buffer.array();
	}

	void clear() {
		this.buffer.clear();
	}

	private void add(@Nullable Long value) {
		if (value == null) {
			this.buffer.putInt(-1);
		}
		else {
			this.buffer.putInt(Long.BYTES).putLong(value);
		}
	}

	private void reserve(int bytes) {
		if (this.buffer.remaining() < bytes) {
			ByteBuffer larger = ByteBuffer
				.allocate(Math.max(2 * this.buffer.capacity(), this.buffer.position() + bytes));
			this.buffer = larger.put(this.buffer.flip());
		}
	}

}
