package dataconnections.source;

/**
 * An answer that is remembered.
 *
 * @param outcome the answer
 * @param loadedAt when the upstream gave it, in the ticker's nanoseconds
 * @param freshness how long it may be given
 */
record CachedAnswer(Outcome outcome, long loadedAt, Freshness freshness) {

	private static final int OVERHEAD = 256;

	/** The bytes of memory that it takes, about. */
	int weight(AnswerKey key) {
		int data = (this.outcome instanceof Outcome.Answered answered) ? answered.json().length : 0;
		return OVERHEAD + 2 * key.values().length() + data;
	}

}
