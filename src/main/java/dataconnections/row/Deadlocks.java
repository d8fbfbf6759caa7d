package dataconnections.row;

import java.sql.SQLException;
import java.sql.Savepoint;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Rows are locked in the order of their keys, but those that expire while two meet may be
 * locked before their turn: the transaction that the database then picks lets go of all
 * its rows and begins again.
 */
final class Deadlocks {

	private static final int ATTEMPTS = 5;

	private Deadlocks() {
	}

	static <T> T outlive(java.sql.Connection transaction, Work<T> work) throws SQLException {
		for (int attempt = 1; true; attempt++) {
			Savepoint before = transaction.setSavepoint();
			try {
				return work.run();
			}
			catch (SQLException | PessimisticLockingFailureException ex) {
				if (attempt == ATTEMPTS || !isDeadlock(ex)) {
					throw ex;
				}
				transaction.rollback(before);
			}
		}
	}

	private static boolean isDeadlock(Exception failure) {
		DataAccessException category = switch (failure) {
			case DataAccessException known -> known;
			case SQLException raw -> Failures.translate("lock rows", raw);
			default -> throw new IllegalArgumentException(failure);
		};
		return category instanceof PessimisticLockingFailureException;
	}

	interface Work<T> {

		T run() throws SQLException;

	}

}
