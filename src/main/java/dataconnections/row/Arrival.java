package dataconnections.row;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dataconnections.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The transaction in which rows arrive, by COPY into a temporary table. It begins with
 * the first that are written. Closed before its end, nothing has happened.
 */
final class Arrival implements AutoCloseable {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private final DataSource pool;

	private final Supplier<Turns.Turn> turns;

	private Turns.@Nullable Turn turn;

	private @Nullable Connection connection;

	private @Nullable CopyIn copy;

	Arrival(DataSource pool, Supplier<Turns.Turn> turns) {
		this.pool = pool;
		this.turns = turns;
	}

	boolean isOpen() {
		return this.copy != null;
	}

	/** Sends what is in the buffer, which is empty afterwards. */
	void write(CopyBuffer rows) {
		try {
			open().writeToCopy(rows.array(), 0, rows.size());
			rows.clear();
		}
		catch (SQLException ex) {
			throw Failures.translate("write an upload", ex);
		}
	}

	/** Sends the last rows, does the work on all that have arrived, and commits. */
	<T> T end(CopyBuffer last, Work<T> work) {
		write(last);
		try {
			Objects.requireNonNull(this.copy).endCopy();
			Connection transaction = Objects.requireNonNull(this.connection);
			T done = work.in(transaction);
			transaction.commit();
			return done;
		}
		catch (SQLException ex) {
			throw Failures.translate("publish an upload", ex);
		}
	}

	@Override
	public void close() {
		try {
			undo();
		}
		finally {
			if (this.turn != null) {
				this.turn.end();
				this.turn = null;
			}
		}
	}

	private void undo() {
		try (Connection toClose = this.connection) {
			this.connection = null;
			if (toClose != null) {
				if (this.copy != null && this.copy.isActive()) {
					this.copy.cancelCopy();
				}
				toClose.rollback();
			}
		}
		catch (SQLException ex) {
			throw Failures.translate("undo an upload", ex);
		}
	}

	private CopyIn open() throws SQLException {
		if (this.copy != null) {
			return this.copy;
		}
		this.turn = this.turns.get();
		Connection opened = connect();
		this.connection = opened;
		opened.setAutoCommit(false);
		try (Statement statement = opened.createStatement()) {
			statement.execute(Publication.CREATE_TABLE);
		}
		CopyIn started = opened.unwrap(PGConnection.class).getCopyAPI().copyIn(Publication.COPY);
		this.copy = started;
		return started;
	}

	private Connection connect() throws SQLException {
		try {
			return this.pool.getConnection();
		}
		catch (SQLTransientConnectionException ex) {
			throw ProblemException.unavailable("All upload slots are taken, or the database cannot be reached.",
					RETRY_AFTER, ex);
		}
	}

	/** What is done in the transaction. */
	interface Work<T> {

		T in(Connection transaction) throws SQLException;

	}

}
