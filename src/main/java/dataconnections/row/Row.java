package dataconnections.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way into the database.
 *
 * @param key its key
 * @param json its JSON object as UTF-8; the first {@code length} bytes count
 * @param length how many bytes
 * @param ttlSeconds seconds from publication to expiry; null for the request's own
 */
@SuppressWarnings("ArrayRecordComponent")
public record Row(Key key, byte[] json, int length, @Nullable Long ttlSeconds) {

	/** The time to live of a patch that makes its record stay for ever. */
	public static final long NEVER = 0;

	/**
	 * A row to be laid over the record of the same key.
	 * @param patch what changes
	 * @param asked the key as it was asked, as JSON
	 * @return the row
	 */
	public static Row patch(Row patch, byte[] asked) {
		ByteArrayOutputStream json = new ByteArrayOutputStream(patch.length() + asked.length + 32);
		json.writeBytes("{\"asked\":".getBytes(StandardCharsets.UTF_8));
		json.writeBytes(asked);
		json.writeBytes(",\"patch\":".getBytes(StandardCharsets.UTF_8));
		json.write(patch.json(), 0, patch.length());
		json.write('}');
		return new Row(patch.key(), json.toByteArray(), json.size(), patch.ttlSeconds());
	}

}
