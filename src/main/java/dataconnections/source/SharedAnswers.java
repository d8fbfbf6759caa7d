package dataconnections.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A memory of answers that all replicas share, behind the one that each has for itself.
 * It never fails: what cannot be found in a fraction of a second is not there, what
 * cannot be kept is not kept.
 */
public interface SharedAnswers {

	/**
	 * Finds answers.
	 * @param places where to look
	 * @return those that are there
	 */
	Map<SharedPlace, SharedAnswer> find(List<SharedPlace> places);

	/**
	 * Keeps an answer; returns without waiting.
	 * @param place where
	 * @param answer the answer
	 * @param lifetime how long after the upstream gave it it may be of use
	 */
	void keep(SharedPlace place, SharedAnswer answer, Duration lifetime);

	/**
	 * Drops an answer; returns without waiting.
	 * @param place where it is
	 */
	void drop(SharedPlace place);

}
