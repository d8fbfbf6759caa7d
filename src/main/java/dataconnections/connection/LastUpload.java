package dataconnections.connection;

import java.time.Instant;

/**
 * The upload of a connection that was published last.
 *
 * @param at when it was published
 * @param rows how many records it wrote; of a batch, those of all its requests
 */
public record LastUpload(Instant at, long rows) {
}
