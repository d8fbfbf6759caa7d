package dataconnections.emarsys;

import java.util.Set;
import java.util.function.BiConsumer;

import dataconnections.connection.Connection;

/**
 * Where the data of contacts comes from.
 */
interface ContentSource {

	/**
	 * Looks contacts up.
	 * @param connection the connection
	 * @param sets the contacts, each once
	 * @param found takes each contact that there is data for, together with that data:
	 * the UTF-8 text of a JSON object, or of an array of objects
	 * @throws dataconnections.problem.ProblemException with status 503 when any of them
	 * cannot be looked up now, since Emarsys would take its absence for "no data"; with
	 * status 422 when none has a field to look it up by
	 */
	void find(Connection connection, Set<ParameterSet> sets, BiConsumer<ParameterSet, byte[]> found);

}
