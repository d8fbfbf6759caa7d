package dataconnections.row;

import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where records are looked up: at the replica as long as it is known to be fresh enough,
 * and at the database itself otherwise, also when the replica fails.
 */
@Component
class Reads {

	/** Of how many records the driver keeps all in memory, at first. */
	static final int FIRST_FETCH = 16;

	private final Reader primary;

	private final @Nullable Replica replica;

	private final @Nullable Reader atReplica;

	@Autowired
	Reads(DataSource primary, ReadReplica replica) {
		this(primary, replica.replica());
	}

	Reads(DataSource primary, @Nullable Replica replica) {
		this.primary = Reader.of(primary);
		this.replica = replica;
		this.atReplica = (this.replica != null) ? Reader.of(this.replica.dataSource()) : null;
	}

	<T extends @Nullable Object> T read(Function<Reader, T> question) {
		if (this.replica != null && this.atReplica != null && this.replica.isFresh()) {
			try {
				return question.apply(this.atReplica);
			}
			catch (DataAccessException | TransactionException ex) {
				this.replica.leave(ex);
			}
		}
		return question.apply(this.primary);
	}

	/**
	 * Asks one database.
	 *
	 * @param jdbc for one statement
	 * @param transaction read-only, for answers that are fetched in parts
	 */
	record Reader(JdbcTemplate jdbc, TransactionTemplate transaction) {

		private static Reader of(DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.setFetchSize(FIRST_FETCH);
			TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
			transaction.setReadOnly(true);
			return new Reader(jdbc, transaction);
		}

	}

}
