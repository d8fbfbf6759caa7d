package dataconnections.source;

import java.util.UUID;

/**
 * Something that looks at the data that APIs give. Called on the way of each answer that
 * comes from an API, so it must neither wait nor fail.
 */
public interface AnswerWatcher {

	/**
	 * An API has given data.
	 * @param connectionId the connection
	 * @param generation the connection's generation when the API was called
	 * @param json the data, which must not be changed
	 */
	void answered(UUID connectionId, long generation, byte[] json);

}
