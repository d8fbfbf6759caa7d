package dataconnections.upload;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A key as it was asked.
 *
 * @param json JSON
 */
record RawKey(@JsonValue @JsonRawValue String json) {
}
