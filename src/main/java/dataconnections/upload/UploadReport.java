package dataconnections.upload;

import java.util.UUID;

/**
 * What an upload request has done.
 *
 * @param uploadUuid names this request
 * @param batchUuid names its batch
 * @param batchCompleted whether the batch is published
 * @param rowsReceived rows in this request
 * @param rowsInserted records that are new; 0 while the batch is open
 * @param rowsUpdated records that were replaced; 0 while the batch is open
 */
record UploadReport(UUID uploadUuid, UUID batchUuid, boolean batchCompleted, long rowsReceived, long rowsInserted,
		long rowsUpdated) {
}
