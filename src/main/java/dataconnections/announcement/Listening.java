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

	/**
	 * Whether a change of what was read would be known by now.
	 * @param readAt when it was about to be read
	 * @param now the time
	 * @param delay how old a change may be that is not known yet
	 * @return true if so
	 */
	boolean covers(long readAt, long now, long delay) {
		return readAt - this.since > 0 && now - this.until < delay;
	}

}
