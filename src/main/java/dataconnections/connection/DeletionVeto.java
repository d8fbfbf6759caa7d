package dataconnections.connection;

import java.util.UUID;

/**
 * Something that may speak against deleting a connection. Asked inside the deleting
 * transaction, while the connection is locked.
 */
public interface DeletionVeto {

	/**
	 * Says whether the connection may go.
	 * @param connectionId the connection
	 * @throws dataconnections.problem.ProblemException when it may not
	 */
	void check(UUID connectionId);

}
