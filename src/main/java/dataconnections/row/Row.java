package dataconnections.row;

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
}
