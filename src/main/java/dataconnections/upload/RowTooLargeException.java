package dataconnections.upload;

/**
 * A record that is larger than the cap; the request cannot be read on.
 */
class RowTooLargeException extends RuntimeException {

	RowTooLargeException(long maxBytes) {
		super("A record must not be larger than " + maxBytes + " bytes of JSON (data-connections.rows.max-row-size).",
				null, false, false);
	}

}
