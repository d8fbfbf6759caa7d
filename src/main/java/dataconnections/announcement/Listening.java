package dataconnections.announcement;

/**
 * A time of uninterrupted listening. All times are the ticker's nanoseconds.
 *
 * @param since when it had begun
 * @param until up to when all changes that were committed are known to have been heard
 */
record Listening(long since, long until) {

	Listening until(long later) {
		return new Listening(this.since, later);
	}

	/** Whether a change of what was read then, and not since, has been heard of. */
	boolean covers(long readAt) {
		return readAt - this.since > 0;
	}

}
